using System.Globalization;
using System.Text.RegularExpressions;

namespace Nginx502.Linux;

/// <summary>Reads apt's history.log: paragraphs of fields, each a run.</summary>
internal static class AptHistory
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";

    // php8.2-fpm:amd64 (8.2.28-1, 8.2.29-1), curl:amd64 (7.88, automatic)
    private static readonly Regex Package = new(@"(?<name>[^\s,():]+)(?::[^\s,()]+)? \((?<versions>[^)]*)\)", RegexOptions.CultureInvariant);

    /// <summary>The runs, in their order; a paragraph without a start is left out.</summary>
    public static IReadOnlyList<AptRun> Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var runs = new List<AptRun>();
        AptRun? run = null;
        foreach (string line in lines)
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            string name = colon < 0 ? string.Empty : line[..colon];
            string value = colon < 0 ? string.Empty : line[(colon + 2)..].Trim();
            if (name == "Start-Date")
            {
                Finish();
                run = Time(value) is { } start ? new AptRun(start, null, null, null, [], null) : null;
            }
            else if (run is not null)
            {
                run = Take(run, name, value);
            }
        }

        Finish();
        return runs;

        void Finish()
        {
            if (run is not null)
            {
                runs.Add(run);
            }
        }
    }

    private static AptRun Take(AptRun run, string name, string value) => name switch
    {
        "End-Date" => run with { End = Time(value) },
        "Commandline" => run with { CommandLine = SafeText.Escape(SecretText.MaskCredentials(value)) },
        "Requested-By" => run with { RequestedBy = SafeText.Escape(value) },
        "Error" => run with { Problem = SafeText.Escape(value) },
        "Install" or "Reinstall" => With(run, value, PackageAction.Installed),
        "Upgrade" or "Downgrade" => With(run, value, PackageAction.Upgraded),
        "Remove" or "Purge" => With(run, value, PackageAction.Removed),
        _ => run,
    };

    private static AptRun With(AptRun run, string value, PackageAction action) => run with
    {
        Changes =
        [
            .. run.Changes,
            .. Package.Matches(value).Select(match =>
            {
                string[] versions = [.. match.Groups["versions"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(version => version != "automatic").Select(SafeText.Escape)];
                string? first = versions.Length > 0 ? versions[0] : null;
                return new PackageChange(
                    run.Start,
                    action,
                    SafeText.Escape(match.Groups["name"].Value),
                    action == PackageAction.Installed ? null : first,
                    action == PackageAction.Removed ? null : versions.Length > 0 ? versions[^1] : null);
            }),
        ],
    };

    // Two blanks between date and time.
    private static DateTime? Time(string value) =>
        DateTime.TryParseExact(string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTime time) ? time : null;
}
