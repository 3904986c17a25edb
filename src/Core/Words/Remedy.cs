namespace Nginx502;

/// <summary>One thing that can be done about a trouble. Its texts are safe to show and to paste.</summary>
/// <param name="Description">What to do, a sentence.</param>
/// <param name="Command">A command that can be pasted as it stands, of this module where it has one; null when there is none.</param>
/// <param name="Applies">What has to happen afterwards for it to take effect.</param>
/// <param name="Disruption">What it disturbs while it is done; null when nothing is.</param>
public sealed record Remedy(string Description, string? Command = null, ChangeApplies Applies = ChangeApplies.Live, string? Disruption = null)
{
    /// <summary>The description, and the command behind it.</summary>
    public override string ToString() => Command is null ? Description : $"{Description} {Command}";
}
