namespace Nginx502.UnitTests.Recovery;

/// <summary>Stands for the end of the process: every further call throws it too, so that nothing more is done.</summary>
internal sealed class SimulatedKillException : Exception;
