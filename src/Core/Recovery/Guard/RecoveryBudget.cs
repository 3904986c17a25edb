namespace Nginx502;

/// <summary>How often was acted of late on this machine, and how often it may be. Kept across runs and reboots, for timer, cron and person alike.</summary>
/// <param name="ActsInLastHour">Acts within the last hour.</param>
/// <param name="ActsAnHour">How many there may be.</param>
/// <param name="Flapping">What was acted on so often that it is left to a person.</param>
/// <param name="Since">From when on acts are counted: when a person had the earlier ones forgotten; null for all.</param>
public sealed record RecoveryBudget(int ActsInLastHour, int ActsAnHour, string[] Flapping, DateTime? Since)
{
    /// <summary>What a recovery that nobody watches leaves alone for a while after it acted on it, each with the cause and until when; empty for nothing.</summary>
    public string[] Paused { get; init; } = [];

    /// <summary>The acts and how many there may be.</summary>
    public override string ToString() => $"{ActsInLastHour} of {ActsAnHour} in the last hour{(Flapping.Length == 0 ? string.Empty : $", {string.Join(", ", Flapping)} flapping")}{(Paused.Length == 0 ? string.Empty : $", left alone: {string.Join(", ", Paused)}")}";
}
