namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A setting for crashes, and no crash.</summary>
internal sealed class EmergencyRestartSet : LookAlike
{
    public override string Story => "emergency_restart_threshold is 10 in a minute, and no worker ever crashed.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        plain with { FpmDirectives = new Dictionary<string, string> { ["emergency_restart_threshold"] = "10", ["emergency_restart_interval"] = "1m" } };

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
