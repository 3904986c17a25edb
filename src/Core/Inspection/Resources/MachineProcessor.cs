namespace Nginx502;

/// <summary>What the processors did while it was looked. Shares of their time, 0 to 1.</summary>
/// <param name="Busy">At work.</param>
/// <param name="Waiting">With nothing to do but to wait for a device.</param>
/// <param name="Stolen">Taken by the host for other machines.</param>
public sealed record MachineProcessor(double Busy, double Waiting, double Stolen);
