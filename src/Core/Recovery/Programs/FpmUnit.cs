using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The systemd units of running php-fpm, by their control groups.</summary>
internal static class FpmUnit
{
    /// <summary>The units, separated as systemctl takes them; null when systemd does not run them, or that is not seen.</summary>
    public static string? Of(IEnumerable<FpmReading> fpm)
    {
        string[] units = ServiceSystem.IsSystemd
            ? [.. fpm.Select(reading => reading.Instance.Process?.CgroupPath).Select(InGroup).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];
        return units.Length == 0 ? null : SafeText.Escape(string.Join(' ', units));
    }

    // One that somebody started from a timer or a terminal is in the group of that.
    internal static string? InGroup(string? cgroupPath) => BootReader.UnitOf(cgroupPath) is { } unit && unit.Contains("fpm", StringComparison.Ordinal) ? unit : null;
}
