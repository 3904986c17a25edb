namespace Nginx502.Lab.HiddenLogs;

/// <summary>Too little is logged.</summary>
internal sealed class ErrorsAtCrit : HiddenLog
{
    public override string Story => "error_log has the level crit.";

    public override Cause? Named => Cause.EvidenceHidden;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogLevel = "crit" };
}
