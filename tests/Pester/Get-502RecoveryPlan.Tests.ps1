BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
    $plan = Get-502Diagnosis -Path $file | Get-502RecoveryPlan
}

Describe 'Get-502RecoveryPlan' {
    It 'gives a typed plan' { $plan | Should -BeOfType ([Nginx502.RecoveryPlan]) }
    It 'has the step that cures' { "$($plan.Steps[0].Action)" | Should -Be 'RedirectNginx' }
    It 'says what the step rests on' { $plan.Steps[0].RestsOn | Should -Not -BeNullOrEmpty }
    It 'says whether a person is needed' { $plan.Steps[0].IsAllowedAlone | Should -Be $false }
    It 'has the command by hand' { $plan.Steps[0].Command | Should -Match '^Sync-FpmEndpoint ' }
    It 'does nothing for an empty pipeline' { @() | Get-502RecoveryPlan -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'names a file that is not there' { { Get-502RecoveryPlan -NginxConfigPath "$TestDrive/none.conf" } | Should -Throw -ErrorId 'PathNotFound,*' }
}
