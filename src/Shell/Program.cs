using Nginx502.Shell;
using Nginx502.Shell.CommandLine;
using Nginx502.Shell.Hosting;
using Nginx502.Shell.Running;

// The engine reports module loads to its maker unless told not to, and listens for debuggers, of which it tells the machine's log. A tool that looks at servers does neither.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");

PlainEnglish.Use();

try
{
    ShellArguments arguments = ShellArguments.Parse(args);
    return arguments.Action switch
    {
        ShellAction.ShowHelp => HelpText.Show(),
        ShellAction.Recover => RecoverRun.Run(arguments.Words),
        ShellAction.ShowVersion => HelpText.ShowVersion(),
        _ => ShellRun.Run(arguments),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine($"nginx502: {wrong.Message}");
    Console.Error.WriteLine("See 'nginx502 -Help'.");
    return ExitCodes.Usage;
}
