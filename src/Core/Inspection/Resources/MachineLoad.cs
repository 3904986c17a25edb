namespace Nginx502;

/// <summary>Processes that ran or waited for a processor or a device, on average (/proc/loadavg).</summary>
/// <param name="One">In the last minute.</param>
/// <param name="Five">In the last five minutes.</param>
/// <param name="Fifteen">In the last fifteen minutes.</param>
public sealed record MachineLoad(double One, double Five, double Fifteen);
