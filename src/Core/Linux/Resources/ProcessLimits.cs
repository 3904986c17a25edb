using System.Globalization;

namespace Nginx502.Linux;

/// <summary>The limits of a process (/proc/PID/limits, man 2 getrlimit): the soft ones, which hold.</summary>
/// <param name="OpenFiles">How many descriptors it may have; null for no limit.</param>
/// <param name="Processes">How many processes and threads its user may have when it starts another; null for no limit.</param>
internal sealed record ProcessLimits(long? OpenFiles, long? Processes)
{
    /// <summary>Reads them; null when the text has none.</summary>
    public static ProcessLimits? Parse(string? text)
    {
        bool hasFiles = TryFind(text, "Max open files", out long? files);
        bool hasProcesses = TryFind(text, "Max processes", out long? processes);
        return hasFiles && hasProcesses ? new ProcessLimits(files, processes) : null;
    }

    // Name, soft limit, hard limit, unit, in columns; names hold blanks.
    private static bool TryFind(string? text, string name, out long? limit)
    {
        string? line = (text ?? string.Empty).Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        string soft = line?[name.Length..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0] ?? string.Empty;
        bool isNumber = long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        limit = isNumber ? number : null;
        return isNumber || soft == "unlimited";
    }
}
