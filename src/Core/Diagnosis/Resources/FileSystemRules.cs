using static Nginx502.Diagnosis.ResourceText;
using static Nginx502.Diagnosis.ResourceThresholds;

namespace Nginx502.Diagnosis;

/// <summary>Space, inodes, and whether anything can be written at all.</summary>
internal static class FileSystemRules
{
    /// <summary>Judges them.</summary>
    public static IEnumerable<GatewayResource> Judge(GatewayResourceFacts facts, ResourceRow row) => facts.FileSystems.SelectMany(one => Judge(one, row));

    private static IEnumerable<GatewayResource> Judge(FileSystemFacts system, ResourceRow row)
    {
        string holds = $"It holds {string.Join(", ", system.Uses)} ({string.Join(", ", system.Paths.Take(3))}{(system.Paths.Length > 3 ? $" and {system.Paths.Length - 3} more" : string.Empty)}).";
        if (system.IsReadOnly)
        {
            yield return row.Make(
                GatewayResourceKind.ReadOnlyMount, system.MountPoint, null, null, "mounts", GatewayResourceState.Exhausted,
                $"Nothing can be written to it: it is mounted read-only, as the kernel does after an error of the disk. {holds}",
                new Remedy("See whether the disk failed, before anything else.", "dmesg --level=err,warn"),
                new Remedy("Where it did not: make it writable.", $"mount -o remount,rw {PasteText.Shell(system.MountPoint)}"));
            yield break;
        }

        if (system.TotalBytes > 0)
        {
            // As df tells it: what is kept for root counts for nobody else.
            double used = system.TotalBytes - system.FreeBytes;
            double limit = used + system.AvailableBytes;
            GatewayResourceState state = system.AvailableBytes < Math.Min(NoDisk, limit / 20) ? GatewayResourceState.Exhausted
                : used >= limit * DiskWarning && system.AvailableBytes < AmpleDisk ? GatewayResourceState.Warning
                : GatewayResourceState.Fine;
            yield return row.Make(
                GatewayResourceKind.DiskSpace, system.MountPoint, used, limit, "bytes", state,
                $"{Size(system.AvailableBytes)} left. {Consequence(state, "written")}{holds}",
                [
                    new Remedy("See what takes it.", $"du -axh {PasteText.Shell(system.MountPoint)} | sort -rh | head -n 20"),
                    .. system.Uses.Contains(FileSystemFacts.NginxLogs) ? (Remedy[])[new Remedy("Deleted logs that are still open give nothing back: make nginx open its logs anew.", "nginx -s reopen")] : [],
                ]);
        }

        if (system.TotalInodes > 0)
        {
            long used = system.TotalInodes - system.FreeInodes;
            GatewayResourceState state = system.FreeInodes == 0 || used >= system.TotalInodes * CountExhausted ? GatewayResourceState.Exhausted
                : used >= system.TotalInodes * DiskWarning ? GatewayResourceState.Warning
                : GatewayResourceState.Fine;
            yield return row.Make(
                GatewayResourceKind.Inodes, system.MountPoint, used, system.TotalInodes, "files", state,
                $"Room for {CountText.Of(system.FreeInodes, "more file")}. {Consequence(state, "made, though there is space")}{holds}",
                new Remedy("See which directories hold most files; sessions that are never cleaned up are the usual ones.", $"du -x --inodes --max-depth=3 {PasteText.Shell(system.MountPoint)} | sort -rn | head -n 20"));
        }
    }

    private static string Consequence(GatewayResourceState state, string done) => state switch
    {
        GatewayResourceState.Exhausted => $"Nothing more can be {done}: large answers and uploads end in 500, sessions are lost, logs stop. ",
        GatewayResourceState.Warning => "It fills up. ",
        _ => string.Empty,
    };
}
