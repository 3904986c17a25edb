BeforeAll {
    . $PSScriptRoot/Common.ps1
    $both = @{ NginxConfigPath = "$TestDrive/nginx.conf"; FpmConfigPath = "$TestDrive/php-fpm.conf" }
    [IO.File]::WriteAllText($both.NginxConfigPath, "events { } http { server { server_name shop.example; root $TestDrive; location ~ \.php$ { fastcgi_pass unix:$TestDrive/php.sock; } } }")
    [IO.File]::WriteAllText($both.FpmConfigPath, "[www]`nuser = nobody`nlisten = $TestDrive/php.sock`npm = static`npm.max_children = 1`n")
}

Describe 'Test-GatewayIntegration' {
    It 'says that php-fpm does not run, and what nginx does not hand over' {
        $result = Test-GatewayIntegration @both
        $result.Passed | Should -BeFalse
        $result.FailedHalf | Should -Be 'Both'
        $result.Fpm.State | Should -Be 'Failed'
        $result.Nginx.Explanation | Should -BeLike '*hands over no SCRIPT_FILENAME*'
        $result.Nginx.Location | Should -Be '~ \.php$'
    }
    It 'gives one Boolean' { Test-GatewayIntegration @both -Quiet | Should -BeFalse }
    It 'names a pool that is not there' { { Test-GatewayIntegration none @both -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Test-GatewayIntegration @both -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'refuses no time at all' { { Test-GatewayIntegration @both -Timeout 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'takes a pool from the pipeline' { (Get-FpmPool -FpmConfigPath $both.FpmConfigPath | Test-GatewayIntegration @both).Pool | Should -Be 'www' }
}
