namespace Nginx502.Lab.HiddenLogs;

/// <summary>The log is sent away.</summary>
internal sealed class SentToSyslog : HiddenLog
{
    public override string Story => "error_log is a syslog server that nobody here reads.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogPath = $"syslog:server=127.0.0.1:{FreePort.Udp()}" };
}
