namespace Nginx502.Linux;

/// <summary>The time zone in which a program writes times that name none (man 3 tzset): the TZ of its environment, else /etc/localtime as it sees files.</summary>
internal static class WriterZone
{
    private const string Variable = "TZ=";
    private const string Database = "/zoneinfo/";
    private const string SystemZone = "/etc/localtime";
    private const string SystemZoneName = "/etc/timezone";

    /// <summary>Tells it.</summary>
    /// <param name="environment">The program's environment, <c>NAME=value</c> each.</param>
    /// <param name="files">The files as the program sees them.</param>
    /// <returns>The zone; null where it is not known to this machine, or not told.</returns>
    public static TimeZoneInfo? Of(IReadOnlyList<string> environment, FileTree files) =>
        environment.LastOrDefault(variable => variable.StartsWith(Variable, StringComparison.Ordinal)) is { } set ? Named(set[Variable.Length..].TrimStart(':'))
        : files.IsHost ? TimeZoneInfo.Local
        : OfFiles(files);

    // An image without the file is in UTC, as the C library has it.
    private static TimeZoneInfo? OfFiles(FileTree files)
    {
        FileOpening found = files.Locate(SystemZone);
        found.Handle?.Dispose();
        if (found.Failure == FileOpeningFailure.NotFound)
        {
            return TimeZoneInfo.Utc;
        }

        int name = found.ReachedPath.IndexOf(Database, StringComparison.Ordinal);
        return Named(name >= 0 ? found.ReachedPath[(name + Database.Length)..] : files.ReadText(SystemZoneName, out _)?.Trim());
    }

    // An empty TZ is UTC (glibc: time/tzset.c, tzset_internal).
    private static TimeZoneInfo? Named(string? name) => name switch
    {
        null => null,
        "" or "UTC0" => TimeZoneInfo.Utc,
        _ => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null,
    };
}
