BeforeAll {
    . $PSScriptRoot/Common.ps1
}

# Nothing is registered on this machine: what is written is tested elsewhere.
Describe 'Register-502Monitor' {
    It 'refuses what cannot run it' { { Register-502Monitor -HostProgram /bin/true -WhatIf -ErrorAction Stop } | Should -Throw }
    It 'refuses an interval that is too short' { { Register-502Monitor -Interval 1s -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'refuses a webhook without encryption' { { Register-502Monitor -Notify http://hooks.example/x -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
    It 'does nothing for an empty pipeline' { @() | Register-502Monitor -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
}
