using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>The texts of /proc/PID as the kernel writes them (man 5 proc), without reading anything.</summary>
internal static class ProcessFields
{
    // USER_HZ of the kernel: 100 on every processor that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>What <c>stat</c> tells: the state, the parent, when it started.</summary>
    public static (char? State, int? ParentProcessId, ulong StartTicks) ReadStat(ReadOnlySpan<byte> stat)
    {
        const int parentField = 1;
        const int startField = 19;

        // The name in parentheses may hold spaces and parentheses itself: the fields begin after the last one.
        string text = Encoding.UTF8.GetString(stat);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (
            fields.Length > 0 ? fields[0][0] : null,
            fields.Length > parentField && int.TryParse(fields[parentField], NumberStyles.None, CultureInfo.InvariantCulture, out int parent) ? parent : null,
            fields.Length > startField && ulong.TryParse(fields[startField], NumberStyles.None, CultureInfo.InvariantCulture, out ulong start) ? start : 0);
    }

    /// <summary>Whose rights it has, from <c>status</c>; null when that does not tell.</summary>
    public static ProcessCredentials? ReadCredentials(string status)
    {
        uint[] users = Numbers(status, "Uid:");
        uint[] groups = Numbers(status, "Gid:");
        const int saved = 2;
        return users.Length > saved && groups.Length > saved
            ? new ProcessCredentials(users[0], users[1], users[saved], groups[0], groups[1], groups[saved], Numbers(status, "Groups:")) { EffectiveCapabilities = Capabilities(status) }
            : null;
    }

    /// <summary>The control group, from <c>cgroup</c>: that of version 2, else the one that systemd names; null when there is none.</summary>
    public static string? ReadCgroup(string cgroup)
    {
        string? found = null;
        foreach (string line in cgroup.Split('\n'))
        {
            // hierarchy:controllers:path; the path may hold colons.
            string[] parts = line.Split(':', 3);
            if (parts.Length == 3 && (parts[1].Length == 0 || parts[1] == "name=systemd") && (found is null or "/"))
            {
                found = parts[2];
            }
        }

        return found;
    }

    /// <summary>When a process started, Kind Local; null when the boot time is not known.</summary>
    /// <param name="machineStat">The machine's own <c>/proc/stat</c>.</param>
    /// <param name="startTicks">The process's start.</param>
    public static DateTime? ReadStartTime(string? machineStat, ulong startTicks)
    {
        string? line = machineStat?.Split('\n').FirstOrDefault(line => line.StartsWith("btime ", StringComparison.Ordinal));
        return line is not null && long.TryParse(line["btime ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long boot)
            ? DateTime.UnixEpoch.AddSeconds(boot + Math.Floor(startTicks / TicksPerSecond)).ToLocalTime()
            : null;
    }

    /// <summary>The flags that a file was opened with, from <c>fdinfo</c>, where they are octal; null when that does not tell.</summary>
    public static long? ReadOpenFlags(string? information)
    {
        const string name = "flags:";
        string? line = information?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        string digits = line?[name.Length..].Trim() ?? string.Empty;
        return digits.Length is > 0 and < 20 && digits.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0 ? Convert.ToInt64(digits, 8) : null;
    }

    private static ulong? Capabilities(string status)
    {
        const string name = "CapEff:";
        string? line = status.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return ulong.TryParse(line?[name.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong capabilities) ? capabilities : null;
    }

    private static uint[] Numbers(string status, string name)
    {
        int start = status.StartsWith(name, StringComparison.Ordinal) ? 0 : status.IndexOf("\n" + name, StringComparison.Ordinal) + 1;
        if (start == 0 && !status.StartsWith(name, StringComparison.Ordinal))
        {
            return [];
        }

        int end = status.IndexOf('\n', start);
        return status[(start + name.Length)..(end < 0 ? status.Length : end)]
            .Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : uint.MaxValue)
            .ToArray();
    }
}
