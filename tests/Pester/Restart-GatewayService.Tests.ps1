BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Restart-GatewayService' {
    It 'refuses a name that no service has' { { Restart-GatewayService none -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNotFound,*' }
    It 'takes no wildcards' { { Restart-GatewayService '*' -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNotFound,*' }
    It 'refuses an empty name' { { Restart-GatewayService '' -Confirm:$false } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'does nothing for an empty pipeline' { @() | Restart-GatewayService -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
}
