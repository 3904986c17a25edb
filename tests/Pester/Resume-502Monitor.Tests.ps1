BeforeAll {
    . $PSScriptRoot/Common.ps1
}

# The state of the tests may be suspended for other tests, and stays so.
Describe 'Resume-502Monitor' {
    It 'gives nothing under -WhatIf' { Resume-502Monitor -Reset -WhatIf -PassThru | Should -BeNullOrEmpty }
    It 'does nothing for an empty pipeline' { @() | Resume-502Monitor -ErrorAction Stop | Should -BeNullOrEmpty }
}
