BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $file = "$TestDrive/etc/php/8.2/fpm/pool.d/www.conf"
    $before = [IO.File]::ReadAllText($file)
}

Describe 'Set-FpmPoolTuning' {
    BeforeEach { [IO.File]::WriteAllText($file, $before) }

    It 'writes nothing with -WhatIf' {
        Set-FpmPoolTuning www -MaxChildren 20 -RootPath $TestDrive -WhatIf -PassThru | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'changes only the line that must change' {
        Set-FpmPoolTuning www -MaxChildren 20 -RootPath $TestDrive -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        [IO.File]::ReadAllText($file) | Should -BeExactly $before.Replace('pm.max_children = 5', 'pm.max_children = 20')
    }
    It 'gives the change with -PassThru' {
        $change = Set-FpmPoolTuning www -MaxChildren 20 -RootPath $TestDrive -PassThru -WarningAction SilentlyContinue
        $change | Should -BeOfType ([Nginx502.GatewayChange])
        "$($change.State) $($change.Applies) $($change.IsReloadRequired)" | Should -Be 'Committed FpmReload True'
        $change.Diff | Should -BeLike '*+pm.max_children = 20*'
    }
    It 'takes any directive, and takes one away' {
        Set-FpmPoolTuning www -Directive @{ 'php_admin_value[memory_limit]' = '512M' } -Reset listen.owner -RootPath $TestDrive -WarningAction SilentlyContinue
        $pool = Get-FpmPool www -RootPath $TestDrive -WarningAction SilentlyContinue
        $pool.GetSetting('php_admin_value[memory_limit]').Value | Should -Be '512M'
        $pool.ListenOwner | Should -BeNullOrEmpty
    }
    It 'takes pools from the pipeline' {
        Get-FpmPool -RootPath $TestDrive | Set-FpmPoolTuning -MaxRequests 500 -RootPath $TestDrive -WarningAction SilentlyContinue
        Get-FpmPool -RootPath $TestDrive | ForEach-Object MaxRequests | Should -Be 500, 500
    }
    It 'refuses what php-fpm would refuse' {
        { Set-FpmPoolTuning www -MaxChildren 2 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'PoolRulesBroken,*' -ExpectedMessage '*max_spare_servers*'
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'refuses a pool that is not there' { { Set-FpmPoolTuning shop -MaxChildren 5 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'wants something to change' { { Set-FpmPoolTuning www -RootPath $TestDrive } | Should -Throw -ErrorId 'NothingToChange,*' }
    It 'does nothing for an empty pipeline' { @() | Set-FpmPoolTuning -MaxChildren 5 -RootPath $TestDrive -ErrorAction Stop | Should -BeNullOrEmpty }
}
