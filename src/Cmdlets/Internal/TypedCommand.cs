namespace Nginx502.Internal;

/// <summary>A command of PowerShell as whoever reads it can type it.</summary>
internal static class TypedCommand
{
    // What nginx502 sets where it shows objects: whoever reads them is in a shell, and not in PowerShell.
    private const string RunnerSwitch = "Nginx502.IsShownByRunner";

    /// <summary>True where nginx502 shows it.</summary>
    public static bool IsInShell => AppContext.TryGetSwitch(RunnerSwitch, out bool isRunner) && isRunner;

    /// <summary>It, as a line of PowerShell or, where nginx502 shows it, of a shell.</summary>
    public static string Of(string command) => IsInShell ? PasteText.Runner(command) : command;
}
