using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>
/// Reads what the control groups of a process may take and take, of version 1, of version 2, and where both are mounted. Only groups
/// that this process sees can limit: in a container those above it are hidden.
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="hierarchies">What is mounted.</param>
internal sealed class ControlGroupReader(string procRoot, IReadOnlyList<ControlGroupHierarchy> hierarchies)
{
    private const double MicrosecondsPerTick = 0.1;
    private const double NanosecondsPerTick = 100;

    /// <summary>The groups of this machine.</summary>
    public static ControlGroupReader OfThisMachine() => new(
        ProcessTable.DefaultRoot, ControlGroupHierarchy.Of(MountEntry.Parse(ReadFile(Path.Combine(ProcessTable.DefaultRoot, "self", "mountinfo")) ?? [])));

    /// <summary>The groups of a process.</summary>
    public ControlGroupLimits Read(int processId)
    {
        string file = Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture), "cgroup");
        return ReadFile(file) is { } membership
            ? Read(Encoding.UTF8.GetString(membership))
            : ControlGroupLimits.None with { NotSeen = [new NotSeen($"the control groups of process {processId}", $"{file} cannot be read", NotSeen.AsRoot)] };
    }

    /// <summary>The groups that a process is in by its <c>cgroup</c> file.</summary>
    public ControlGroupLimits Read(string membership)
    {
        var gaps = new List<NotSeen>();
        return new ControlGroupLimits(
            [.. Walk(membership, "memory", ["memory.current", "memory.usage_in_bytes"], Memory, gaps).Where(IsLimitable)],
            [.. Walk(membership, "cpu", ["cpu.max", "cpu.cfs_quota_us"], Processor, gaps)],
            [.. Walk(membership, "pids", ["pids.current"], Processes, gaps)],
            [.. gaps]);
    }

    // A controller is in one hierarchy at a time; where it is not enabled for a group, the one above it counts.
    private List<TGroup> Walk<TGroup>(
        string membership, string controller, IReadOnlyList<string> marks, Func<string, ControlGroupDirectory, TGroup> read, List<NotSeen> gaps)
    {
        var groups = new List<TGroup>();
        foreach ((ControlGroupHierarchy hierarchy, string path) in MembershipsOf(membership, controller))
        {
            bool isSeen = false;
            foreach ((string group, string directory) in hierarchy.Upwards(path))
            {
                isSeen |= Directory.Exists(directory);
                var files = new ControlGroupDirectory(directory);
                if (marks.Any(files.Has))
                {
                    groups.Add(read(SafeText.Escape(group), files));
                }

                if (files.Number("memory.use_hierarchy") == 0)
                {
                    // Then each group of version 1 stands alone (cgroup-v1/memory.rst, 6).
                    break;
                }
            }

            if (!isSeen && groups.Count == 0)
            {
                gaps.Add(new NotSeen(
                    $"limits of the control group {SafeText.Escape(path)} ({controller})", $"it is not below {SafeText.Escape(hierarchy.MountPoint)} here", "Run it where the control groups of the machine are mounted, outside of the container."));
            }
        }

        return groups;
    }

    // Version 1 has the files in the machine's outermost group too, where no limit can be set.
    private static bool IsLimitable(ControlGroupMemory group) => group.Path != "/" || group.EffectiveLimit is not null;

    private IEnumerable<(ControlGroupHierarchy Hierarchy, string Path)> MembershipsOf(string membership, string controller)
    {
        foreach (string line in membership.Split('\n'))
        {
            // hierarchy:controllers:path; the path may hold colons.
            string[] parts = line.Split(':', 3);
            string[] controllers = parts.Length == 3 ? parts[1].Split(',') : [];
            ControlGroupHierarchy? hierarchy = controllers switch
            {
                [""] => hierarchies.FirstOrDefault(one => one.IsUnified),
                _ when controllers.Contains(controller) => hierarchies.FirstOrDefault(one => !one.IsUnified && one.Controllers.Contains(controller)),
                _ => null,
            };
            if (hierarchy is not null)
            {
                yield return (hierarchy, parts[2]);
            }
        }
    }

    private static ControlGroupMemory Memory(string path, ControlGroupDirectory files)
    {
        bool isUnified = files.Has("memory.current");
        string prefix = isUnified ? string.Empty : "total_";
        long inactive = files.Entry("memory.stat", prefix + "inactive_file") ?? 0;
        long needed = (files.Entry("memory.stat", prefix + "active_file") ?? 0) + (files.Entry("memory.stat", "slab_reclaimable") ?? 0);
        return isUnified
            ? new ControlGroupMemory(
                path,
                files.Number("memory.max"),
                files.Number("memory.high"),
                files.Number("memory.current") ?? 0,
                inactive + (needed / 2),
                files.Number("memory.swap.max"),
                files.Number("memory.swap.current"),
                files.Entry("memory.events", "max"),
                files.Entry("memory.events", "oom_kill"))
            : new ControlGroupMemory(
                path,
                files.Number("memory.limit_in_bytes"),
                null,
                files.Number("memory.usage_in_bytes") ?? 0,
                inactive + (needed / 2),
                SwapLimit(files.Number("memory.memsw.limit_in_bytes"), files.Number("memory.limit_in_bytes")),
                files.Entry("memory.stat", "total_swap"),
                files.Number("memory.failcnt"),
                files.Entry("memory.oom_control", "oom_kill"));
    }

    // Version 1 limits both together.
    private static long? SwapLimit(long? both, long? memory) => both is { } sum ? Math.Max(0, sum - (memory ?? sum)) : null;

    private static ControlGroupProcessor Processor(string path, ControlGroupDirectory files)
    {
        long? quota = files.Number("cpu.cfs_quota_us");
        long? period = files.Number("cpu.cfs_period_us");
        if (files.Words("cpu.max") is [var most, var every, ..])
        {
            quota = long.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
            period = long.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null;
        }

        double ticks = files.Entry("cpu.stat", "throttled_usec") / MicrosecondsPerTick ?? files.Entry("cpu.stat", "throttled_time") / NanosecondsPerTick ?? 0;
        return new ControlGroupProcessor(
            path,
            quota is { } time && period is > 0 and { } length ? (double)time / length : null,
            files.Entry("cpu.stat", "nr_periods") ?? 0,
            files.Entry("cpu.stat", "nr_throttled") ?? 0,
            TimeSpan.FromTicks((long)ticks));
    }

    private static ControlGroupProcesses Processes(string path, ControlGroupDirectory files) => new(
        path, files.Number("pids.max"), files.Number("pids.current") ?? 0, files.Entry("pids.events", "max"));

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
