BeforeAll {
    . $PSScriptRoot/Common.ps1
    $nginx = [IO.Path]::Combine($server, 'etc', 'nginx', 'nginx.conf')
    $fpm = [IO.Path]::Combine($server, 'etc', 'php', '8.2', 'fpm', 'php-fpm.conf')
    $services = @(Get-GatewayService -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore)
}

Describe 'Get-GatewayService' {
    Context 'the objects' {
        It 'are typed' { $services | Should -BeOfType ([Nginx502.GatewayService]) }
        It 'are one of each program' { $services | ForEach-Object Program | Should -Be 'nginx', 'php-fpm' }
        It 'do not run when nothing of them does' { $services | ForEach-Object { "$($_.State)" } | Should -Be 'Inactive', 'Inactive' }
        It 'say which configuration' { $services[0].ConfigurationPath | Should -Be $nginx }
        It 'say of which moment they are' { $services[0].Time.Date | Should -BeGreaterThan ([datetime] '2020-01-01') }
    }

    Context 'what it chooses' {
        It 'a program' { (Get-GatewayService php-fpm -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore).Program | Should -Be 'php-fpm' }
        It 'nothing for an empty pipeline' { @() | Get-GatewayService -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a service that is not there' { { Get-GatewayService no-such-service -ErrorAction Stop -WarningAction Ignore } | Should -Throw -ErrorId 'ServiceNotFound,*' }
        It 'an empty name' { { Get-GatewayService '' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    }
}
