BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
    $garbled = [IO.Path]::Combine("$TestDrive", 'garbled.json')
    [IO.File]::WriteAllText($garbled, "{`n  nonsense`n}`n")
}

Describe 'Import-502Snapshot' {
    It 'gives the snapshot' { Import-502Snapshot $file | Should -BeOfType ([Nginx502.GatewaySnapshot]) }
    It 'takes files as they are written' { (Import-502Snapshot -LiteralPath $file).ComputerName | Should -Be 'web1' }
    It 'says where a file is wrong' { { Import-502Snapshot $garbled -ErrorAction Stop } | Should -Throw -ExpectedMessage '*line 2, column*' }
    It 'has an id for it' { { Import-502Snapshot $garbled -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotRead,*' }
    It 'wants a file' { { Import-502Snapshot } | Should -Throw -ErrorId 'SnapshotFileMissing,*' }
    It 'says that a file is not there' { { Import-502Snapshot "$TestDrive/none.json" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*' }
    It 'gives nothing for an empty pipeline' { @() | Import-502Snapshot -ErrorAction Stop | Should -BeNullOrEmpty }
}
