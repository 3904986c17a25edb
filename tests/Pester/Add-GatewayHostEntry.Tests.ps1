BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $hosts = "$TestDrive/etc/hosts"
}

Describe 'Add-GatewayHostEntry' {
    It 'writes nothing with -WhatIf' {
        Add-GatewayHostEntry php 10.0.0.5 -RootPath $TestDrive -WhatIf
        [IO.File]::ReadAllText($hosts) | Should -Not -Match 'php'
    }
    It 'adds a marked line, and gives the change' {
        $change = Add-GatewayHostEntry php 10.0.0.5 -RootPath $TestDrive -PassThru
        $change | Should -BeOfType ([Nginx502.GatewayChange])
        [IO.File]::ReadAllText($hosts) | Should -Match '10\.0\.0\.5 php # nginx502'
    }
    It 'refuses a name that has another address' { { Add-GatewayHostEntry db 10.0.0.5 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'HostEntryConflict,*' -ExpectedMessage '*line 3*' }
    It 'refuses localhost' { { Add-GatewayHostEntry localhost 10.0.0.5 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'HostNameIsLoopback,*' }
}
