namespace Nginx502.Lab;

/// <summary>The control group of a booted machine, so that several do not share one; in the hierarchy in which systemd keeps its services.</summary>
internal sealed class BootedGroup : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // Version 1 has one for systemd, and both have a second one beside it; version 2 is one.
    private static readonly string[] Hierarchies = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    private readonly IReadOnlyList<string> _directories;

    private BootedGroup(IReadOnlyList<string> directories) => _directories = directories;

    /// <summary>What starts a program in it: the words before the program.</summary>
    public IReadOnlyList<string> Command =>
        ["/bin/sh", "-c", string.Concat(_directories.Select(directory => $"echo $$ > {directory}/cgroup.procs && ")) + "exec \"$@\"", "sh"];

    /// <summary>Makes one.</summary>
    public static BootedGroup Make(string name)
    {
        bool isDivided = Directory.Exists(Hierarchies[0]);
        string[] directories = [.. Hierarchies.Where(hierarchy => File.Exists(hierarchy + "/cgroup.procs") && (isDivided || hierarchy == Hierarchies[2])).Select(hierarchy => $"{hierarchy}/{name}")];
        foreach (string directory in directories)
        {
            Directory.CreateDirectory(directory);
        }

        return new BootedGroup(directories);
    }

    /// <summary>Removes it with those that were made in it, once they are empty.</summary>
    public void Dispose()
    {
        foreach (string directory in _directories)
        {
            SpinWait.SpinUntil(() => TryRemove(directory), Grace);
        }
    }

    private static bool TryRemove(string directory)
    {
        try
        {
            foreach (string child in Directory.EnumerateDirectories(directory))
            {
                TryRemove(child);
            }

            Directory.Delete(directory);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
