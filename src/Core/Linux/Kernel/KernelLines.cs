using System.Globalization;
using System.Text.RegularExpressions;

namespace Nginx502.Linux;

/// <summary>
/// Reads the lines in which the kernel tells that it ended a process (linux: mm/oom_kill.c, arch/x86/mm/fault.c, arch/x86/kernel/traps.c,
/// arch/arm64/kernel/traps.c). Lines are given in their order: the one that names the control group comes before the one that tells the kill.
/// </summary>
internal sealed class KernelLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const int MaxPending = 64;
    private const long KibiByte = 1024;

    // Names of processes may hold blanks, brackets and parentheses: what stands behind them tells where they end.
    private static readonly Regex Killed = new(@"^(?<group>Memory cgroup out|Out) of memory.*?: Kill(?:ed)? process (?<pid>\d+) \((?<name>.{0,32}?)\)(?:,|\s|$)(?<rest>.*)$", Options);
    private static readonly Regex KilledBefore = new(@"^Killed process (?<pid>\d+) \((?<name>.{0,32}?)\),? (?<rest>(?:UID:? ?\d+,? )?total-vm:.*)$", Options);
    private static readonly Regex Choice = new(@"^oom-kill:constraint=(?<constraint>\w+)", Options);
    private static readonly Regex Resident = new(@"anon-rss:(?<size>\d+)kB", Options);
    private static readonly Regex Fault = new(@"^(?<name>.{1,32}?)\[(?<pid>\d+)\]: (?<kind>segfault at|bus error|unhandled (?:signal \d+|exception|level \d|address|page|translation|permission|alignment)[^:]*)(?<rest>.*)$", Options);
    private static readonly Regex Trap = new(@"^traps: (?<name>.{1,32}?)\[(?<pid>\d+)\] (?:trap )?(?<kind>[a-z][a-z0-9 -]*?) ip:(?<rest>.*)$", Options);
    private static readonly Regex InLibrary = new(@" in (?<library>[^\s\[\]]+)\[[0-9a-f,]+(?:\+[0-9a-f]+)?\]", Options);

    private readonly Dictionary<int, (string? Group, string? Limiting)> _chosen = [];

    // Before Linux 5.0 a kill is told twice: what is meant, and what was done.
    private int? _announced;

    /// <summary>What a line tells; null for one that tells nothing of a process's end.</summary>
    /// <param name="line">The line, without its level and its time since boot.</param>
    /// <param name="time">When it was written, Kind Local; null when that is not known.</param>
    public KernelEvent? Read(string line, DateTime? time)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.StartsWith("oom-kill:", StringComparison.Ordinal))
        {
            Remember(line);
            return null;
        }

        return line.Contains("ill", StringComparison.Ordinal) && ReadKill(line, time) is { } kill ? kill : ReadFault(line, time);
    }

    /// <summary>A line of the kernel's ring as it is printed, <c>&lt;6&gt;[ 123.456789] text</c>: the text, and the time since boot where it has one.</summary>
    public static (string Text, TimeSpan? SinceBoot) SplitPrinted(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        ReadOnlySpan<char> rest = line;
        if (rest is ['<', ..] && rest.IndexOf('>') is > 0 and <= 4 and var level)
        {
            rest = rest[(level + 1)..];
        }

        if (rest is ['[', ..] && rest.IndexOf(']') is > 0 and var end && double.TryParse(rest[1..end].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds < TimeSpan.MaxValue.TotalSeconds)
        {
            rest = rest[(end + 1)..];

            // With CONFIG_PRINTK_CALLER the caller follows: [    T1].
            if (rest is ['[', ..] && rest.IndexOf(']') is > 0 and var caller)
            {
                rest = rest[(caller + 1)..];
            }

            return (rest.TrimStart(' ').ToString(), TimeSpan.FromSeconds(seconds));
        }

        return (rest.ToString(), null);
    }

    // oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=php-fpm8.2,pid=1234,uid=33
    private void Remember(string line)
    {
        if (!Choice.IsMatch(line) || !int.TryParse(Value(line, "pid="), NumberStyles.None, CultureInfo.InvariantCulture, out int processId))
        {
            return;
        }

        if (_chosen.Count >= MaxPending)
        {
            _chosen.Clear();
        }

        _chosen[processId] = (Value(line, "task_memcg="), Value(line, "oom_memcg="));
    }

    private KernelEvent? ReadKill(string line, DateTime? time)
    {
        Match match = Killed.Match(line);
        bool isAlone = !match.Success;
        match = isAlone ? KilledBefore.Match(line) : match;
        if (!match.Success || !int.TryParse(match.Groups["pid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int processId))
        {
            return null;
        }

        if (isAlone && _announced == processId)
        {
            _announced = null;
            return null;
        }

        _announced = line.Contains("sacrifice child", StringComparison.Ordinal) ? processId : null;
        _chosen.Remove(processId, out (string? Group, string? Limiting) chosen);
        Match resident = Resident.Match(line);
        return new KernelEvent(time, KernelEventKind.OomKill, processId, SafeText.Escape(match.Groups["name"].Value), SafeText.Escape(line))
        {
            ControlGroup = chosen.Group is { } group ? SafeText.Escape(group) : null,
            LimitingGroup = chosen.Limiting is { } limiting ? SafeText.Escape(limiting) : null,
            ResidentBytes = resident.Success && long.TryParse(resident.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size < long.MaxValue / KibiByte ? size * KibiByte : null,
        };
    }

    private static KernelEvent? ReadFault(string line, DateTime? time)
    {
        Match match = line.StartsWith("traps: ", StringComparison.Ordinal) ? Trap.Match(line) : Fault.Match(line);
        if (!match.Success || !int.TryParse(match.Groups["pid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int processId))
        {
            return null;
        }

        string said = match.Groups["kind"].Value;
        Match library = InLibrary.Match(match.Groups["rest"].Value);
        return new KernelEvent(time, KindOf(said, match.Groups["rest"].Value), processId, SafeText.Escape(match.Groups["name"].Value), SafeText.Escape(line))
        {
            Library = library.Success ? SafeText.Escape(library.Groups["library"].Value) : null,
        };
    }

    private static KernelEventKind KindOf(string said, string rest) => said switch
    {
        "general protection" or "general protection fault" => KernelEventKind.ProtectionFault,
        "invalid opcode" => KernelEventKind.InvalidOpcode,
        _ when said.StartsWith("segfault", StringComparison.Ordinal) || said.StartsWith("bus error", StringComparison.Ordinal) => KernelEventKind.Segfault,

        // 4 is SIGILL, 7 SIGBUS, 11 SIGSEGV.
        "unhandled signal 4" => KernelEventKind.InvalidOpcode,
        "unhandled signal 7" or "unhandled signal 11" => KernelEventKind.Segfault,
        _ when said.StartsWith("unhandled", StringComparison.Ordinal) && !rest.Contains("undefined instruction", StringComparison.OrdinalIgnoreCase) => KernelEventKind.Segfault,
        _ when said.StartsWith("unhandled", StringComparison.Ordinal) => KernelEventKind.InvalidOpcode,
        _ => KernelEventKind.Trap,
    };

    private static string? Value(string line, string name)
    {
        int at = line.IndexOf("," + name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> value = line.AsSpan(at + 1 + name.Length);
        int end = value.IndexOf(',');
        value = end < 0 ? value : value[..end];
        return value.IsEmpty ? null : value.ToString();
    }
}
