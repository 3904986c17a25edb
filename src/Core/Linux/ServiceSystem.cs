namespace Nginx502.Linux;

/// <summary>What runs the services of this machine.</summary>
public static class ServiceSystem
{
    /// <summary>True when systemd is process 1 (man 3 sd_booted: its directory is there then).</summary>
    public static bool IsSystemd => FileStatus.TryRead("/run/systemd/system", out FileStatus status) && status.Kind == FileKind.Directory;
}
