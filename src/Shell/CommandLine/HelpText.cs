using System.Management.Automation;
using Nginx502.Shell.Running;

namespace Nginx502.Shell.CommandLine;

/// <summary>What <c>nginx502 -Help</c> and <c>nginx502 -Version</c> print.</summary>
internal static class HelpText
{
    private const string Text = """
        Runs the cmdlets of Nginx502 on servers without PowerShell.

        nginx502 [options] COMMAND                  runs the words as a PowerShell command
        nginx502 [options] -Command TEXT            the same; '-' reads the command from standard input
        nginx502 [options] [-File] SCRIPT [ARGS]    runs a script; -Name value, -Name:value and -Switch bind to its parameters
        ... | nginx502 [options]                    runs standard input
        nginx502 -Recover [-Uri SITE] [-Notify TARGET] [-Allow ACTION] [-NginxConfigPath FILE] [-FpmConfigPath FILE]
                          one unattended Invoke-502Recovery, what a monitor runs

        Options, before the command (one dash or two, shortened as you like):
          -OutputFormat Text | Json | JsonLines | CliXml
                            Text: views for people. Json: one array. JsonLines: an object a line, each at once.
                            CliXml: for Import-Clixml in pwsh
          -NonInteractive   never asks; what would have to ask fails
          -NoProfile        taken for pwsh's sake; there is no profile
          -Version, -Help

        Examples:
          nginx502 Get-NginxUpstreamError -Tail 5
          nginx502 'Get-NginxUpstreamError -Since 1h | Where-Object AttemptStatus -eq 502 | ForEach-Object Symptom'
          nginx502 -OutputFormat Json Measure-NginxUpstreamError -By Symptom,Upstream
          docker logs web 2>&1 | nginx502 '$input | Get-NginxUpstreamError'
          nginx502 Get-Help Get-NginxUpstreamError -Full

        Quote what the shell would take for itself: | $ ( ) ; > and blanks. The value of a parameter that was quoted,
        as in -Reason "new release", stays one value, unless it is PowerShell: { }, ( ), $name, a list a, b, a pipeline.

        Results go to standard output; errors, warnings, verbose messages, progress and questions to standard error.
        Colours only on a terminal, and not with NO_COLOR. Without a terminal lines are as wide as COLUMNS says, else 120.

        Exit code: what the script gives to 'exit'; else 0, or 1 when the last command or the script failed.
        64: wrong usage. 70: the module cannot be loaded. 130: Ctrl+C. 141: the reader of the output went away. 143: SIGTERM.
        Of -Recover: 0 visitors are served, 1 they are not, 2 it could not run.

        What is here: the language, Where-Object, ForEach-Object, Get-Command, Get-Help, Import-Module, Format-List,
        Format-Table, jobs, and this module.
        What only the full pwsh has: its modules Microsoft.PowerShell.Utility and .Management, so no Select-Object,
        Sort-Object, Group-Object, Measure-Object, Out-File and '>', Get-Content, Get-ChildItem,
        ConvertTo-Json, Write-Output, Write-Host, Start-Sleep; and no interactive prompt. Measure-NginxUpstreamError counts
        and groups, -OutputFormat gives JSON, and your shell has > and |.
        """;

    /// <summary>Prints the help.</summary>
    /// <returns>The exit code: success.</returns>
    public static int Show()
    {
        Console.WriteLine(Text);
        return ExitCodes.Success;
    }

    /// <summary>Prints the version of the program and of the engine in it.</summary>
    /// <returns>The exit code: success.</returns>
    public static int ShowVersion()
    {
        string engine = typeof(PSObject).Assembly.GetName().Version!.ToString(fieldCount: 3);
        Console.WriteLine($"nginx502 {ModuleLocation.Version} (PowerShell engine {EngineVersion() ?? engine})");
        return ExitCodes.Success;
    }

    private static string? EngineVersion() =>
        typeof(PSObject).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), inherit: false)
            is [System.Reflection.AssemblyInformationalVersionAttribute version, ..] ? version.InformationalVersion.Split(' ', '+')[0] : null;
}
