BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
    $target = [IO.Path]::Combine("$TestDrive", 'incident.json')
    $saved = Import-502Snapshot $file | Export-502Snapshot $target
}

Describe 'Export-502Snapshot' {
    It 'gives the file' { $saved | Should -BeOfType ([IO.FileInfo]) }
    It 'is for its owner only' { "$($saved.UnixFileMode)" | Should -Be 'UserWrite, UserRead' }
    It 'can be read again' { (Import-502Snapshot $target).ComputerName | Should -Be 'web1' }
    It 'leaves a file alone that is there' { { Import-502Snapshot $file | Export-502Snapshot $target -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotSaved,*' }
    It 'writes over it with -Force' { (Import-502Snapshot $file | Export-502Snapshot $target -Force).Length | Should -Be $saved.Length }
    It 'writes nothing with -WhatIf' {
        Import-502Snapshot $file | Export-502Snapshot "$TestDrive/other.json" -WhatIf
        [IO.File]::Exists("$TestDrive/other.json") | Should -Be $false
    }
    It 'does nothing for an empty pipeline' { @() | Export-502Snapshot "$TestDrive/other.json" -ErrorAction Stop | Should -BeNullOrEmpty }
}
