BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Resume-502Monitor' {
    It 'ends a suspension' {
        $null = Suspend-502Monitor 1h test -InformationAction Ignore -WarningAction Ignore
        (Resume-502Monitor -PassThru -InformationAction Ignore).Suspension | Should -BeNullOrEmpty
    }

    It 'has counted acts forgotten' { (Resume-502Monitor -Reset -PassThru -InformationAction Ignore).Budget.ActsInLastHour | Should -Be 0 }
    It 'is no error when nothing is suspended' { Resume-502Monitor -ErrorAction Stop -InformationAction Ignore | Should -BeNullOrEmpty }
    It 'does nothing for an empty pipeline' { @() | Resume-502Monitor -ErrorAction Stop | Should -BeNullOrEmpty }
}
