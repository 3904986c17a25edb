using System.Globalization;

namespace Nginx502.Lab;

/// <summary>A control group of the laboratory's own, version 1 or 2, with one limit.</summary>
public sealed class LabControlGroup : IDisposable
{
    private readonly string _directory;
    private readonly bool _isUnified;

    private LabControlGroup(string directory, bool isUnified) => (_directory, _isUnified) = (directory, isUnified);

    /// <summary>True where this machine lets one be made with that controller.</summary>
    public static bool IsPossible(string controller)
    {
        using LabControlGroup? group = TryMake(controller);
        return group is not null;
    }

    /// <summary>Makes one without a limit.</summary>
    /// <param name="controller">What is limited: <c>cpu</c>, <c>memory</c>, <c>pids</c>.</param>
    /// <exception cref="LabException">The machine does not let it be made.</exception>
    public static LabControlGroup Make(string controller) => TryMake(controller) ?? throw new LabException($"No control group of {controller} can be made here.");

    /// <summary>Limits it.</summary>
    /// <param name="unified">The file and value of version 2.</param>
    /// <param name="single">The file and value of version 1.</param>
    public void Limit((string File, string Value) unified, (string File, string Value) single)
    {
        (string file, string value) = _isUnified ? unified : single;
        File.WriteAllText(Path.Combine(_directory, file), value);
    }

    /// <summary>Moves a php-fpm into it, with its workers.</summary>
    public void Take(FpmServer fpm)
    {
        foreach (int processId in fpm.Workers.Select(worker => worker.Id).Prepend(fpm.ProcessId))
        {
            File.WriteAllText(Path.Combine(_directory, "cgroup.procs"), processId.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => SpinWait.SpinUntil(TryRemove, Patience.Limit);

    private static LabControlGroup? TryMake(string controller)
    {
        // Device, directory, type and options of each mount.
        string[][] mounts = [.. File.ReadLines("/proc/self/mounts").Select(line => line.Split(' '))];
        string[]? mount = mounts.FirstOrDefault(fields => fields[2] == "cgroup" && fields[3].Split(',').Contains(controller)) ?? mounts.FirstOrDefault(fields => fields[2] == "cgroup2");
        if (mount is null)
        {
            return null;
        }

        string directory = Path.Combine(mount[1], $"nginx502-lab-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        LabControlGroup group = new(directory, mount[2] == "cgroup2");
        if (Directory.EnumerateFiles(directory, controller + ".*").Any())
        {
            return group;
        }

        // Version 2 without this controller for its children.
        group.Dispose();
        return null;
    }

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
}
