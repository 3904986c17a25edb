using System.Globalization;

namespace Nginx502.Linux;

/// <summary>What all processors did since boot, in ticks (the line <c>cpu</c> of /proc/stat, man 5 proc_stat).</summary>
/// <param name="Busy">At work, for programs, the kernel and interrupts.</param>
/// <param name="Idle">With nothing to do.</param>
/// <param name="Waiting">With nothing to do but to wait for a device.</param>
/// <param name="Stolen">Taken by the host for other machines.</param>
internal sealed record ProcessorTicks(long Busy, long Idle, long Waiting, long Stolen)
{
    // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are in user and nice already.
    private const int StealField = 8;

    /// <summary>All of them.</summary>
    public long Total => Busy + Idle + Waiting + Stolen;

    /// <summary>Reads the machine's <c>stat</c>; null when that does not tell.</summary>
    public static ProcessorTicks? Parse(string? stat)
    {
        string[] words = (stat ?? string.Empty).Split('\n').FirstOrDefault(line => line.StartsWith("cpu ", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        long[] ticks = [.. words.Skip(1).Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)];
        return ticks.Length < 4 ? null : new ProcessorTicks(
            ticks[0] + ticks[1] + ticks[2] + At(5) + At(6),
            ticks[3],
            At(4),
            At(StealField - 1));

        long At(int index) => index < ticks.Length ? ticks[index] : 0;
    }
}
