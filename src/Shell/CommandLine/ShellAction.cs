namespace Nginx502.Shell.CommandLine;

/// <summary>What the command line asks for.</summary>
internal enum ShellAction
{
    /// <summary>Run the text of <see cref="ShellArguments.Command"/>.</summary>
    RunCommand,

    /// <summary>Run the script file <see cref="ShellArguments.File"/>.</summary>
    RunFile,

    /// <summary>Run what comes on standard input.</summary>
    RunStandardInput,

    /// <summary>Run the recovery of a monitor, without the engine.</summary>
    Recover,

    /// <summary>Print the help.</summary>
    ShowHelp,

    /// <summary>Print the version.</summary>
    ShowVersion,
}
