BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Suspend-502Monitor' {
    It 'gives the suspension' {
        $suspension = Suspend-502Monitor -For 2h -Reason 'deploy 4711' -PassThru -InformationAction Ignore -WarningAction Ignore
        $suspension | Should -BeOfType ([Nginx502.RecoverySuspension])
        $suspension.Reason | Should -Be 'deploy 4711'
        (Get-502Monitor -WarningAction Ignore).Suspension.Reason | Should -Be 'deploy 4711'
        Resume-502Monitor -InformationAction Ignore
    }

    It 'writes nothing under -WhatIf' { Suspend-502Monitor 1h test -WhatIf | Should -BeNullOrEmpty }
    It 'is for seven days at most' { { Suspend-502Monitor 8d test } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'wants a reason' { { Suspend-502Monitor 1h '' } | Should -Throw }
    It 'does nothing for an empty pipeline' { @() | Suspend-502Monitor 1h test -ErrorAction Stop | Should -BeNullOrEmpty }
}
