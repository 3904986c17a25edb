@{
    RootModule = 'bin/net8.0/Nginx502.dll'
    ModuleVersion = '0.1.0'
    GUID = 'bc2f38ae-b8a2-4f4c-a596-656126f050db'
    Author = 'Nginx502'
    CompanyName = 'Nginx502'
    Copyright = '(c) Nginx502. MIT License.'
    Description = 'Finds out why nginx in front of PHP-FPM answers 502 Bad Gateway, from logs, configuration and the live system; says exactly what fixes it; fixes it safely, with -WhatIf, checks and undo; proves that it is fixed, and watches that it stays so. Typed objects for the pipeline, on Linux.'

    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')

    CmdletsToExport = @(
        'Add-GatewayHostEntry'
        'Enable-GatewayFirewallPort'
        'Export-502Metric'
        'Export-502Report'
        'Export-502Snapshot'
        'Get-502Diagnosis'
        'Get-502Monitor'
        'Get-502RecoveryPlan'
        'Get-502Snapshot'
        'Get-502Timeline'
        'Get-FpmLogEntry'
        'Get-FpmPool'
        'Get-FpmStatus'
        'Get-GatewayChange'
        'Get-GatewayService'
        'Get-NginxAccessEntry'
        'Get-NginxUpstream'
        'Get-NginxUpstreamError'
        'Import-502Snapshot'
        'Invoke-502Recovery'
        'Invoke-FpmRequest'
        'Measure-FpmMemory'
        'Measure-GatewayLoad'
        'Measure-GatewayResource'
        'Measure-NginxUpstreamError'
        'Register-502Monitor'
        'Remove-GatewayHostEntry'
        'Repair-FpmSocketPermission'
        'Resolve-NginxUpstream'
        'Restart-GatewayService'
        'Restore-GatewayConfiguration'
        'Resume-502Monitor'
        'Send-502Notification'
        'Set-FpmPoolTuning'
        'Set-NginxUpstreamTuning'
        'Suspend-502Monitor'
        'Sync-FpmEndpoint'
        'Test-502Checklist'
        'Test-FpmAlignment'
        'Test-FpmConfiguration'
        'Test-FpmSocket'
        'Test-GatewayFirewall'
        'Test-GatewayIntegration'
        'Test-NginxConfiguration'
        'Unregister-502Monitor'
        'Watch-502Error'
    )
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @('Invoke-Nginx502Recovery')

    FormatsToProcess = @(
        'Nginx502.Format.ps1xml'
        'Nginx502.Checklist.Format.ps1xml'
        'Nginx502.Configuration.Format.ps1xml'
        'Nginx502.Diagnosis.Format.ps1xml'
        'Nginx502.Firewall.Format.ps1xml'
        'Nginx502.Integration.Format.ps1xml'
        'Nginx502.Load.Format.ps1xml'
        'Nginx502.Memory.Format.ps1xml'
        'Nginx502.Monitor.Format.ps1xml'
        'Nginx502.Names.Format.ps1xml'
        'Nginx502.Recovery.Format.ps1xml'
        'Nginx502.Reporting.Format.ps1xml'
        'Nginx502.Resources.Format.ps1xml'
        'Nginx502.Socket.Format.ps1xml'
        'Nginx502.Status.Format.ps1xml'
        'Nginx502.Timeline.Format.ps1xml'
        'Nginx502.Watch.Format.ps1xml'
    )
    TypesToProcess = @('Nginx502.Types.ps1xml')

    PrivateData = @{
        PSData = @{
            Tags = @('nginx', 'php-fpm', '502', 'fastcgi', 'diagnostics', 'Linux', 'PSEdition_Core')
            LicenseUri = 'https://github.com/nginx502/Nginx502/blob/main/LICENSE'
            ProjectUri = 'https://github.com/nginx502/Nginx502'
            Prerelease = 'preview1'
            ReleaseNotes = 'First preview: evidence, diagnosis, changes that can be undone, recovery and watching. See CHANGELOG.md in the package.'
        }
    }
}
