BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
}

Describe 'Invoke-502Recovery' {
    It 'refuses a plan of another machine' { { Get-502Diagnosis -Path $file | Get-502RecoveryPlan | Invoke-502Recovery -Confirm:$false } | Should -Throw -ErrorId 'NotThisMachine,*' }
    It 'takes the actions that there are' { { Invoke-502Recovery -Allow Reboot -Confirm:$false } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*' }
    It 'takes sites, and no other addresses' { { Invoke-502Recovery 'ftp://shop.example' -Confirm:$false } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
    It 'names a file that is not there' { { Invoke-502Recovery -NginxConfigPath "$TestDrive/none.conf" -Confirm:$false } | Should -Throw -ErrorId 'PathNotFound,*' }
    It 'does nothing for an empty pipeline' { @() | Invoke-502Recovery -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'has the alias that was promised' { (Get-Command Invoke-Nginx502Recovery).ResolvedCommandName | Should -Be 'Invoke-502Recovery' }
}
