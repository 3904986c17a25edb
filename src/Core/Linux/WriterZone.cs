using System.Text.RegularExpressions;

namespace Nginx502.Linux;

/// <summary>The time zone in which a program writes times that name none (man 3 tzset): the TZ of its environment, else /etc/localtime as it sees files.</summary>
internal static class WriterZone
{
    private const string Variable = "TZ=";
    private const string Database = "/zoneinfo/";
    private const string SystemZone = "/etc/localtime";
    private const string SystemZoneName = "/etc/timezone";

    // Whoever started a program chose its environment, and a name becomes a path.
    private static readonly Regex Name = new("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", RegexOptions.CultureInvariant);

    /// <summary>Tells it.</summary>
    /// <param name="environment">The program's environment, <c>NAME=value</c> each; null where it was not seen.</param>
    /// <param name="files">The files as the program sees them.</param>
    /// <returns>The zone; null where it is not known to this machine, or not told.</returns>
    public static TimeZoneInfo? Of(IReadOnlyList<string>? environment, FileTree files)
    {
        if (environment is null)
        {
            return null;
        }

        string? set = environment.LastOrDefault(variable => variable.StartsWith(Variable, StringComparison.Ordinal))?[Variable.Length..].TrimStart(':');

        // Our own zone is this machine's only where nobody gave us another.
        return set is not (null or SystemZone) ? Named(AfterDatabase(set))
            : files.IsHost && Environment.GetEnvironmentVariable("TZ") is null ? TimeZoneInfo.Local
            : OfFiles(files);
    }

    // An image without the file is in UTC, as the C library has it.
    private static TimeZoneInfo? OfFiles(FileTree files)
    {
        FileOpening found = files.Locate(SystemZone);
        found.Handle?.Dispose();
        if (found.Failure == FileOpeningFailure.NotFound)
        {
            return TimeZoneInfo.Utc;
        }

        return found.ReachedPath.Contains(Database, StringComparison.Ordinal) ? Named(AfterDatabase(found.ReachedPath)) : Named(files.ReadText(SystemZoneName, out _)?.Trim());
    }

    private static string AfterDatabase(string path) => path.IndexOf(Database, StringComparison.Ordinal) is >= 0 and var at ? path[(at + Database.Length)..] : path;

    // An empty TZ is UTC (glibc: time/tzset.c, tzset_internal).
    private static TimeZoneInfo? Named(string? name) => name switch
    {
        null => null,
        "" or "UTC0" => TimeZoneInfo.Utc,
        _ => Name.IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null,
    };
}
