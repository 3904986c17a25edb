BeforeAll {
    . $PSScriptRoot/Common.ps1
    $files = @{ NginxConfigPath = "$server/etc/nginx/nginx.conf"; FpmConfigPath = "$server/etc/php/8.2/fpm/php-fpm.conf"; WarningAction = 'SilentlyContinue' }
    $results = @(Test-GatewayFirewall @files)
}

Describe 'Test-GatewayFirewall' {
    Context 'the objects' {
        It 'are typed' { $results | Should -BeOfType ([Nginx502.GatewayFirewallResult]) }
        It 'are of the ports of visitors at least' { $results | Where-Object Port -In 80, 443 | Should -HaveCount 2 }
        It 'say what decides, or what was not seen' { $results | Where-Object { -not $_.Decisions -and -not $_.NotSeen -and -not $_.Explanation } | Should -BeNullOrEmpty }
    }

    Context 'what it asks' {
        It 'a port' { (Test-GatewayFirewall 8443 @files).Port | Should -Be 8443 }
        It 'several, each once, in order' { Test-GatewayFirewall 8443, 80, 80 @files | ForEach-Object Port | Should -Be 80, 8443 }
        It 'from an address' { (Test-GatewayFirewall 80 -Source 10.0.0.7 @files).Source | Should -Be '10.0.0.7' }
        It 'from a network' { (Test-GatewayFirewall 80 -Source 10.0.0.0/24 @files).Source | Should -Be '10.0.0.0/24' }
        It 'nothing for an empty pipeline' { @() | Test-GatewayFirewall -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context '-Quiet' {
        It 'is one Boolean' { Test-GatewayFirewall -Quiet @files | Should -BeOfType ([bool]) }
    }

    Context 'errors' {
        It 'a source that is none' { { Test-GatewayFirewall -Source somewhere @files } | Should -Throw -ErrorId 'SourceInvalid,*' }
        It 'a port that is none' { { Test-GatewayFirewall 70000 @files } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    }
}
