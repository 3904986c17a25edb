namespace Nginx502;

/// <summary>What is to become of the hosts file for one name, or why nothing may.</summary>
/// <param name="Edit">The edit; without a difference when all is as wanted. Null when it is refused.</param>
/// <param name="Settings">What it makes of which name.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="Warnings">What is to be known of it: sentences.</param>
public sealed record HostEntryPlan(FileEdit? Edit, IReadOnlyList<SettingChange> Settings, HostEntryRefusal? Refusal, IReadOnlyList<string> Warnings)
{
    internal static HostEntryPlan Refuse(HostEntryRefusal refusal) => new(null, [], refusal, []);
}
