BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Enable-GatewayFirewallPort' {
    Context 'errors' {
        It 'a source that is none' { { Enable-GatewayFirewallPort 80 -Source somewhere -WhatIf } | Should -Throw -ErrorId 'SourceInvalid,*' }
        It 'a port that is none' { { Enable-GatewayFirewallPort 0 -WhatIf } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    }

    Context '-WhatIf' {
        It 'gives nothing' { Enable-GatewayFirewallPort 80 -WhatIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty }
    }

    It 'does nothing for an empty pipeline' { @() | Enable-GatewayFirewallPort 80 -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
}
