namespace Nginx502.Lab.HiddenLogs;

/// <summary>Nothing is kept.</summary>
internal sealed class ErrorsToNull : HiddenLog
{
    public override string Story => "error_log is /dev/null.";

    public override Cause? Named => Cause.EvidenceHidden;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogPath = "/dev/null" };
}
