BeforeAll {
    . $PSScriptRoot/Common.ps1
    $both = @{ NginxConfigPath = "$TestDrive/nginx.conf"; FpmConfigPath = "$TestDrive/php-fpm.conf" }
    [IO.File]::WriteAllText($both.NginxConfigPath, "user nobody; events { } http { server { location / { fastcgi_pass unix:$TestDrive/php.sock; } } }")
    [IO.File]::WriteAllText($both.FpmConfigPath, "[global]`n[www]`nuser = nobody`nlisten = $TestDrive/php.sock`npm = static`npm.max_children = 1`n[tcp]`nuser = nobody`nlisten = 127.0.0.1:9000`npm = static`npm.max_children = 1`n")
}

Describe 'Repair-FpmSocketPermission' {
    It 'writes nothing with -WhatIf' {
        Repair-FpmSocketPermission www @both -Force -WhatIf -WarningAction SilentlyContinue
        [IO.File]::ReadAllText($both.FpmConfigPath) | Should -Not -Match 'listen\.mode'
    }
    It 'gives the pool a group of nginx and the mode 0660' {
        $change = Repair-FpmSocketPermission www @both -Force -PassThru -WarningAction SilentlyContinue
        $change | Should -BeOfType ([Nginx502.GatewayChange])
        [IO.File]::ReadAllText($both.FpmConfigPath) | Should -Match 'listen\.mode = 0660'
    }
    It 'refuses a pool on TCP' { { Repair-FpmSocketPermission tcp @both -ErrorAction Stop } | Should -Throw -ErrorId 'SocketNotRepaired,*' }
    It 'refuses a pool that is not there' { { Repair-FpmSocketPermission none @both -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Repair-FpmSocketPermission @both -ErrorAction Stop | Should -BeNullOrEmpty }
}
