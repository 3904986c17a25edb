BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
}

Describe 'Sync-FpmEndpoint' {
    It 'writes nothing with -WhatIf' {
        Sync-FpmEndpoint www UnixSocket -RootPath $TestDrive -WhatIf
        Test-FpmAlignment -Server blog.example -RootPath $TestDrive -Quiet | Should -BeFalse
    }
    It 'makes both sides agree on a unix socket' {
        Sync-FpmEndpoint www UnixSocket -RootPath $TestDrive -WarningAction SilentlyContinue
        Test-FpmAlignment -Server blog.example -RootPath $TestDrive -Quiet | Should -BeTrue
        "$((Get-NginxUpstream blog.example -RootPath $TestDrive).Endpoint)" | Should -Be 'unix:/run/php/php8.2-fpm.sock'
    }
    It 'makes both sides agree on TCP, and gives the change' {
        $change = Sync-FpmEndpoint www Tcp -Endpoint 127.0.0.1:9002 -RootPath $TestDrive -Force -PassThru -WarningAction SilentlyContinue
        $change | Should -BeOfType ([Nginx502.GatewayChange])
        "$((Get-FpmPool www -RootPath $TestDrive).Endpoint)" | Should -Be '127.0.0.1:9002'
        Get-NginxUpstream -Endpoint 9002 -RootPath $TestDrive | Should -HaveCount 3
    }
    It 'refuses an address that another pool has' {
        { Sync-FpmEndpoint www Tcp -Endpoint 9001 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'EndpointNotSynced,*' -ExpectedMessage '*api*'
    }
    It 'refuses a pool that is not there' { { Sync-FpmEndpoint shop Tcp -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Sync-FpmEndpoint -Transport Tcp -RootPath $TestDrive -ErrorAction Stop | Should -BeNullOrEmpty }
}
