BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Unregister-502Monitor' {
    It 'gives nothing under -WhatIf' { Unregister-502Monitor -WhatIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty }
    It 'does nothing for an empty pipeline' { @() | Unregister-502Monitor -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
}
