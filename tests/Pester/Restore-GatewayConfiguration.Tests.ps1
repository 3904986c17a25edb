BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $file = "$TestDrive/etc/php/8.2/fpm/pool.d/www.conf"
    $before = [IO.File]::ReadAllText($file)
}

Describe 'Restore-GatewayConfiguration' {
    BeforeEach {
        [IO.File]::WriteAllText($file, $before)
        $change = Set-FpmPoolTuning www -MaxChildren 20 -RootPath $TestDrive -PassThru -WarningAction SilentlyContinue
    }

    It 'writes nothing with -WhatIf' {
        Restore-GatewayConfiguration $change.Id -WhatIf
        [IO.File]::ReadAllText($file) | Should -BeLike '*pm.max_children = 20*'
    }
    It 'brings back every byte' {
        Restore-GatewayConfiguration $change.Id -WarningAction SilentlyContinue
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'takes changes from the pipeline' {
        $undo = $change | Restore-GatewayConfiguration -PassThru -WarningAction SilentlyContinue
        "$($undo.State) $($undo.Undoes)" | Should -Be "Committed $($change.Id)"
        (Get-GatewayChange $change.Id).UndoneBy | Should -Be $undo.Id
    }
    It 'does not overwrite what somebody wrote since' {
        [IO.File]::AppendAllText($file, "; by hand`n")
        { Restore-GatewayConfiguration $change.Id -ErrorAction Stop } | Should -Throw
        [IO.File]::ReadAllText($file) | Should -BeLike '*by hand*'
    }
    It 'says when there is no such change' { { Restore-GatewayConfiguration 999999 -ErrorAction Stop } | Should -Throw -ErrorId 'ChangeNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Restore-GatewayConfiguration -ErrorAction Stop | Should -BeNullOrEmpty }
}
