namespace Nginx502.Lab.HiddenLogs;

/// <summary>The log is what a container prints.</summary>
internal sealed class SentToStandardError : HiddenLog
{
    public override string Story => "error_log is stderr, as in containers.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogPath = "stderr" };
}
