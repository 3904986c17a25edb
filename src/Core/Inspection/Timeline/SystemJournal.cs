using System.Globalization;
using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Asks systemd's journal (man 1 journalctl), bounded in time and size; the latest entries win.</summary>
internal static class SystemJournal
{
    /// <summary>What its entries are said to be from.</summary>
    public const string Source = "journalctl";

    private const string Program = "/usr/bin/journalctl";
    private const int MaxBytes = 16 * 1024 * 1024;

    private const double Share = 0.8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly string[] Directories = ["/var/log/journal", "/run/log/journal"];

    /// <summary>True where there is a journal.</summary>
    public static bool IsThere => FileStatus.TryReadTarget(Program, out _) && Directories.Any(directory => FileTree.Host.Names(directory).Count > 0);

    /// <summary>The entries, the earliest first.</summary>
    /// <param name="what">What they tell of, for what is said when they are not seen.</param>
    /// <param name="matches">Which are wanted, <c>FIELD=value</c> each.</param>
    /// <param name="fields">The fields that are needed.</param>
    /// <param name="part">Between which moments, and what takes the gaps.</param>
    /// <returns>Null when the journal does not tell.</returns>
    public static IReadOnlyList<SystemJournalEntry>? Read(string what, IReadOnlyList<string> matches, IReadOnlyList<string> fields, TimelinePart part)
    {
        string[] arguments =
        [
            "--no-pager", "--quiet", "--reverse", "--output=json", "--output-fields=" + string.Join(',', fields),
            "--since=@" + Seconds(part.Since), "--until=@" + Seconds(part.Until.AddSeconds(1)), .. matches,
        ];

        // It has to end before the reading does: what it gave by then is kept.
        TimeSpan limit = part.Limit is { } given && given * Share < Limit ? given * Share : Limit;
        var request = new ProgramRequest(Program, arguments) { Timeout = limit, MaximumOutputBytes = MaxBytes };
        ProgramResult? result = PrivateLibraries.Programs.Run(request, out string? problem, part.CancellationToken);
        if (result is not { IsTimedOut: true } and not { ExitCode: 0 })
        {
            problem ??= $"journalctl failed: {SafeText.Decode(result!.Error.AsSpan().TrimEnd((byte)'\n')).Trim().TrimEnd('.')}";
            part.Gaps.Add(new NotSeen(what, problem, "See whether it answers: journalctl -n 1"));
            return null;
        }

        if (result.IsTimedOut || result.IsTruncated)
        {
            part.Gaps.Add(new NotSeen($"{what}: the earlier part", result.IsTimedOut ? $"journalctl did not come to its end within {DurationText.Limit(limit)}" : $"the journal has more than {MaxBytes >> 20} MiB of it", "Ask for a shorter time with -Since and -Until."));
        }

        if (!MaySeeAll())
        {
            part.Gaps.Add(new NotSeen(what, "the journal of the system may not be read by this user", "Run it as root, or as a member of the group systemd-journal."));
        }

        return [.. Encoding.UTF8.GetString(result.Output).Split('\n').Select(SystemJournalEntry.Parse).OfType<SystemJournalEntry>().Reverse()];
    }

    private static string Seconds(DateTime time) => new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // To others it gives their own entries alone, without a word.
    private static bool MaySeeAll() => Environment.IsPrivilegedProcess || Directories
        .SelectMany(directory => FileTree.Host.Names(directory).Select(machine => $"{directory}/{machine}/system.journal"))
        .Any(FileTree.Host.IsFile);
}
