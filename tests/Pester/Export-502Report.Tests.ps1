BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
    $target = [IO.Path]::Combine("$TestDrive", 'incident.html')
    $saved = Import-502Snapshot $file | Export-502Report $target
}

Describe 'Export-502Report' {
    It 'gives the file' { $saved | Should -BeOfType ([IO.FileInfo]) }
    It 'is for its owner only' { "$($saved.UnixFileMode)" | Should -Be 'UserWrite, UserRead' }
    It 'names the cause' { [IO.File]::ReadAllText($target).Contains('PhpVersionPathMismatch') | Should -Be $true }
    It 'takes a diagnosis' { (Get-502Diagnosis -Path $file | Export-502Report "$TestDrive/diagnosis.html").Name | Should -Be 'diagnosis.html' }
    It 'leaves a file alone that is there' { { Import-502Snapshot $file | Export-502Report $target -ErrorAction Stop } | Should -Throw -ErrorId 'FileThere,*' }
    It 'writes over it with -Force' { (Import-502Snapshot $file | Export-502Report $target -Force).Name | Should -Be 'incident.html' }
    It 'writes nothing with -WhatIf' {
        Import-502Snapshot $file | Export-502Report "$TestDrive/other.html" -WhatIf
        [IO.File]::Exists("$TestDrive/other.html") | Should -Be $false
    }
    It 'does nothing for an empty pipeline' { @() | Export-502Report "$TestDrive/other.html" -ErrorAction Stop | Should -BeNullOrEmpty }
}
