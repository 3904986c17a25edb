using System.Collections.Frozen;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Nginx502.Shell.Hosting;

namespace Nginx502.Shell.Running;

/// <summary>Says of a command that is not found, and that everybody knows from pwsh, that only the full pwsh has it.</summary>
internal sealed class FullPwshHint
{
    // The cmdlets of Microsoft.PowerShell.Utility and Microsoft.PowerShell.Management in pwsh 7.6 that people use in such lines.
    private static readonly FrozenSet<string> Names = """
        Add-Content Add-Member Add-Type Clear-Content Compare-Object ConvertFrom-Csv ConvertFrom-Json ConvertTo-Csv ConvertTo-Html
        ConvertTo-Json ConvertTo-Xml Copy-Item Export-Clixml Export-Csv Format-Custom Format-Hex Format-Wide
        Get-ChildItem Get-Content Get-Date Get-Error Get-FileHash Get-Host Get-Item Get-Location Get-Member Get-Process Get-Random
        Get-Unique Get-Uptime Get-Variable Group-Object Import-Clixml Import-Csv Invoke-Expression Invoke-RestMethod
        Invoke-WebRequest Join-Path Join-String Measure-Command Measure-Object Move-Item New-Item New-Object New-TimeSpan Out-File
        Out-String Pop-Location Push-Location Read-Host Remove-Item Remove-Variable Rename-Item Resolve-Path Select-Object
        Select-String Select-Xml Send-MailMessage Set-Alias Set-Content Set-Item Set-Location Set-Variable Sort-Object Split-Path
        Start-Process Start-Sleep Stop-Process Tee-Object Test-Connection Test-Path Update-TypeData Write-Debug Write-Error
        Write-Host Write-Information Write-Output Write-Progress Write-Verbose Write-Warning
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly ShellInterface _interface;
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    private FullPwshHint(ShellInterface shellInterface) => _interface = shellInterface;

    /// <summary>Begins to watch a session.</summary>
    public static void Attach(Runspace runspace, ShellInterface shellInterface)
    {
        var hint = new FullPwshHint(shellInterface);
        runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction += hint.Tell;
    }

    private void Tell(object? sender, CommandLookupEventArgs lookup)
    {
        if (Names.Contains(lookup.CommandName) && _told.Add(lookup.CommandName))
        {
            _interface.WriteErrorLine($"nginx502: only the full pwsh has {lookup.CommandName}. 'nginx502 -Help' says what there is instead.");
        }
    }
}
