using System.Globalization;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Memory;

/// <summary>A control group of the test's own with a limit of memory, version 1 or 2.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private readonly string _directory;

    private MemoryGroup(string directory) => _directory = directory;

    /// <summary>Makes one; null where the machine lets nobody: no root, or no controller of memory that can be used.</summary>
    public static MemoryGroup? TryMake(long limit)
    {
        IReadOnlyList<ControlGroupHierarchy> hierarchies = ControlGroupHierarchy.Of(MountEntry.Parse(File.ReadAllBytes("/proc/self/mountinfo")));
        ControlGroupHierarchy? hierarchy = hierarchies.FirstOrDefault(one => !one.IsUnified && one.Controllers.Contains("memory")) ?? hierarchies.FirstOrDefault(one => one.IsUnified);
        if (hierarchy is null)
        {
            return null;
        }

        string directory = Path.Combine(hierarchy.MountPoint, $"nginx502-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(directory);
            var group = new MemoryGroup(directory);
            string text = limit.ToString(CultureInfo.InvariantCulture);
            if (group.Write(hierarchy.IsUnified ? "memory.max" : "memory.limit_in_bytes", text))
            {
                _ = group.Write(hierarchy.IsUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes", hierarchy.IsUnified ? "0" : text);
                return group;
            }

            group.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Moves a php-fpm into it; what it takes from then on is counted here.</summary>
    public void Take(FpmServer fpm)
    {
        foreach (int processId in fpm.Workers.Select(worker => worker.Id).Prepend(fpm.ProcessId))
        {
            File.WriteAllText(Path.Combine(_directory, "cgroup.procs"), processId.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => SpinWait.SpinUntil(TryRemove, Patience.Limit);

    private bool TryRemove()
    {
        try
        {
            Directory.Delete(_directory);
            return true;
        }
        catch (IOException)
        {
            // Its processes are still ending.
            return false;
        }
    }

    private bool Write(string file, string text)
    {
        string path = Path.Combine(_directory, file);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            File.WriteAllText(path, text);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
