using System.Management.Automation.Host;

namespace Nginx502.Pipeline;

/// <summary>Whether a person sits in front of a host.</summary>
internal static class HostPresence
{
    private const string ConsoleHost = "ConsoleHost";
    private const string EditorHost = "Visual Studio Code Host";

    // The engine's stand-in for a host that gave none: its user interface is null, and asking through it fails.
    private const string NoHost = "Default Host";

    /// <summary>
    /// True when what is written is seen by a person and goes nowhere else. A host of another name says so by an
    /// <c>IsInteractive</c> property of its PrivateData, as the program nginx502 does.
    /// </summary>
    public static bool IsInteractive(PSHost? host) => host?.Name switch
    {
        ConsoleHost => CanAnswer(host) && !Console.IsOutputRedirected && !Console.IsErrorRedirected,
        EditorHost => true,
        _ => host?.PrivateData?.Properties["IsInteractive"]?.Value is true,
    };

    /// <summary>
    /// False when a question is known to reach nobody. pwsh takes an end of input for the default answer, so a redirected
    /// input counts as nobody.
    /// </summary>
    public static bool CanAnswer(PSHost? host) => host?.Name switch
    {
        null or NoHost => false,
        ConsoleHost => !Console.IsInputRedirected && !IsNonInteractive(Environment.GetCommandLineArgs()),
        _ => host.UI is not null,
    };

    /// <summary>True when pwsh was started with <c>-NonInteractive</c> or a short form of it, before the command that it runs.</summary>
    internal static bool IsNonInteractive(IEnumerable<string> commandLine) => commandLine
        .Skip(1)
        .Select(argument => argument.TrimStart('-', '/'))
        .TakeWhile(argument => !IsSwitch(argument, "command", "c") && !IsSwitch(argument, "file", "f"))
        .Any(argument => IsSwitch(argument, "noninteractive", "noni"));

    private static bool IsSwitch(string argument, string name, string shortest) =>
        argument.Length >= shortest.Length && name.StartsWith(argument, StringComparison.OrdinalIgnoreCase);
}
