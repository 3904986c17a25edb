namespace Nginx502.Pipeline;

/// <summary>A command of PowerShell as whoever reads it can type it.</summary>
internal static class TypedCommand
{
    /// <summary>True where nginx502 shows it.</summary>
    public static bool IsInShell => AppContext.TryGetSwitch(PasteText.RunnerSwitch, out bool isRunner) && isRunner;

    /// <summary>It, as a line of PowerShell or, where nginx502 shows it, of a shell.</summary>
    public static string Of(string command) => IsInShell ? PasteText.Runner(command) : command;
}
