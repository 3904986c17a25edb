BeforeAll {
    . $PSScriptRoot/Common.ps1
}

# The state of the tests may be suspended for other tests, and stays so.
Describe 'Suspend-502Monitor' {
    It 'gives the suspension' {
        $suspension = Suspend-502Monitor -For 7d -Reason 'the tests run' -PassThru -InformationAction Ignore -WarningAction Ignore
        $suspension | Should -BeOfType ([Nginx502.RecoverySuspension])
        $suspension.Reason | Should -Be 'the tests run'
        (Get-502Monitor -WarningAction Ignore).Suspension.Reason | Should -Be 'the tests run'
    }

    It 'writes nothing under -WhatIf' { Suspend-502Monitor 1h test -WhatIf | Should -BeNullOrEmpty }
    It 'is for seven days at most' { { Suspend-502Monitor 8d test } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'wants a reason' { { Suspend-502Monitor 1h '' } | Should -Throw }
    It 'does nothing for an empty pipeline' { @() | Suspend-502Monitor 1h test -ErrorAction Stop | Should -BeNullOrEmpty }
}
