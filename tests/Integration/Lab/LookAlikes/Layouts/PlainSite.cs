namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A plain site.</summary>
internal sealed class PlainSite : LookAlike
{
    public override string Story => "two workers, one pool, one unix socket; visitors get their answers.";

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
