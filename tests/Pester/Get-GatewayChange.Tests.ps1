BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $first = Set-FpmPoolTuning www -MaxChildren 20 -RootPath $TestDrive -PassThru -WarningAction SilentlyContinue
    $second = Set-FpmPoolTuning api -MaxChildren 9 -RootPath $TestDrive -PassThru -WarningAction SilentlyContinue
}

Describe 'Get-GatewayChange' {
    It 'is typed' { Get-GatewayChange | Should -BeOfType ([Nginx502.GatewayChange]) }
    It 'gives a change by its number' { "$(Get-GatewayChange $first.Id | ForEach-Object Settings)" | Should -BeLike '*pm.max_children*20*' }
    It 'gives the last one' { (Get-GatewayChange -Last).Id | Should -BeGreaterOrEqual $second.Id }
    It 'gives those of a file' { Get-GatewayChange -Path "$TestDrive/*/api.conf" | ForEach-Object Id | Should -Be $second.Id }
    It 'gives those since a moment' { Get-GatewayChange -Since 1h | ForEach-Object Id | Should -Contain $first.Id }
    It 'says who is not there' { { Get-GatewayChange 999999 -ErrorAction Stop } | Should -Throw -ErrorId 'ChangeNotFound,*' }
}
