BeforeAll {
    . $PSScriptRoot/Common.ps1
    $log = "$TestDrive/error.log"
    [IO.File]::WriteAllText($log, '')
    $both = @{ NginxConfigPath = "$TestDrive/nginx.conf"; FpmConfigPath = "$TestDrive/php-fpm.conf" }
    [IO.File]::WriteAllText($both.NginxConfigPath, "error_log $log; events { } http { server { location / { fastcgi_pass unix:$TestDrive/php.sock; } } }")
    [IO.File]::WriteAllText($both.FpmConfigPath, "[www]`nuser = nobody`nlisten = $TestDrive/php.sock`npm = static`npm.max_children = 1`n")
}

Describe 'Watch-502Error' {
    It 'gives an object a stretch' {
        $samples = @(Watch-502Error 0.1 -Duration 2 -AsObject @both)
        $samples.Count | Should -BeGreaterThan 1
        $samples[0] | Should -BeOfType ([Nginx502.ErrorWatchSample])
    }
    It 'knows the pools' { @(Watch-502Error 0.1 -Duration 0.1 -AsObject @both)[0].Pools[0].Pool | Should -Be 'www' }
    It 'refuses no time at all' { { Watch-502Error -Interval 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'names a file that is not there' { { Watch-502Error -NginxConfigPath "$TestDrive/none.conf" } | Should -Throw -ErrorId 'PathNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Watch-502Error -ErrorAction Stop | Should -BeNullOrEmpty }
}
