namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A long queue is asked for.</summary>
internal sealed class HugeBacklog : LookAlike
{
    public override string Story => "listen.backlog is 65535, more than the kernel gives.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("listen.backlog", "65535"));

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
