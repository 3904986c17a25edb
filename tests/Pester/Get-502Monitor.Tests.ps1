BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Get-502Monitor' {
    It 'is typed' { Get-502Monitor -WarningAction Ignore | Should -BeOfType ([Nginx502.RecoveryMonitor]) }
    It 'knows the budget' { (Get-502Monitor -WarningAction Ignore).Budget.ActsAnHour | Should -Be 6 }
    It 'does nothing for an empty pipeline' { @() | Get-502Monitor | Should -BeNullOrEmpty }
}
