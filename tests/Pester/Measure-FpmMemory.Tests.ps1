BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = "$TestDrive/php-fpm.conf"
    [IO.File]::WriteAllText($file, "[www]`nuser = nobody`nlisten = $TestDrive/none.sock`npm = static`npm.max_children = 3`n")
}

Describe 'Measure-FpmMemory' {
    It 'gives a measurement for each pool, also of one that does not run' {
        $measured = Measure-FpmMemory -FpmConfigPath $file
        $measured | Should -BeOfType ([Nginx502.FpmMemoryMeasurement])
        "$($measured.Pool) $($measured.MaxChildren) $($measured.WorkerCount) $($measured.IsUncertain)" | Should -Be 'www 3 0 True'
        $measured.Remarks | ForEach-Object { "$($_.Kind)" } | Should -Be 'NotRunning'
    }
    It 'takes pools from the pipeline' {
        Get-FpmPool -FpmConfigPath $file | Measure-FpmMemory -FpmConfigPath $file | ForEach-Object Pool | Should -Be 'www'
    }
    It 'takes sizes as people write them' { (Measure-FpmMemory -FpmConfigPath $file -Reserve 1M -SafetyFactor 0.7).Pool | Should -Be 'www' }
    It 'names a pool that is not there' { { Measure-FpmMemory shop -FpmConfigPath $file -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'sets nothing that was not measured' {
        { Measure-FpmMemory www -FpmConfigPath $file | Set-FpmPoolTuning -FpmConfigPath $file -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'NothingMeasured,*'
    }
}
