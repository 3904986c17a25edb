namespace Nginx502.Inspection;

/// <summary>
/// Tells the command that a service manager started a master with, as systemd's ExecStart: asked where the master's memory may not
/// be read.
/// </summary>
public interface IMasterCommands
{
    /// <summary>The command of the unit whose main process this is, the program first; null when none has it.</summary>
    /// <param name="processId">The master.</param>
    IReadOnlyList<string>? CommandOf(int processId);
}
