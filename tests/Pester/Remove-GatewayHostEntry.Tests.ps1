BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $hosts = "$TestDrive/etc/hosts"
}

Describe 'Remove-GatewayHostEntry' {
    It 'takes out what was added' {
        Add-GatewayHostEntry php 10.0.0.5 -RootPath $TestDrive
        Remove-GatewayHostEntry php -RootPath $TestDrive
        [IO.File]::ReadAllText($hosts) | Should -Not -Match 'php'
    }
    It 'leaves lines of others' { { Remove-GatewayHostEntry db -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'HostEntryNotOurs,*' }
    It 'takes out a name of others with -Force' {
        Remove-GatewayHostEntry db -RootPath $TestDrive -Force
        [IO.File]::ReadAllText($hosts) | Should -Match '10\.0\.3\.21\s+db\.internal\s+# the database'
    }
}
