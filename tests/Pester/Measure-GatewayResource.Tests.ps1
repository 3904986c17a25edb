BeforeAll {
    . $PSScriptRoot/Common.ps1
    $results = @(Measure-GatewayResource -Interval 0 -WarningAction Ignore)
}

Describe 'Measure-GatewayResource' {
    Context 'the objects' {
        It 'are typed' { $results | Should -BeOfType ([Nginx502.GatewayResource]) }
        It 'measure memory' { ($results | Where-Object Resource -EQ 'Memory').Unit | Should -Be 'bytes' }
        It 'say how much there is' { ($results | Where-Object Resource -EQ 'Memory').Limit | Should -BeGreaterThan 1 }
        It 'say whether it is short' { $results | Where-Object Resource -EQ 'Memory' | ForEach-Object { $_.IsShort.GetType().Name } | Should -Be 'Boolean' }
        It 'are explained' { $results | Where-Object Explanation -EQ '' | Should -BeNullOrEmpty }
    }

    Context 'what it chooses' {
        It 'one resource' { (Measure-GatewayResource Swap).Resource | Should -Be 'Swap' }
        It 'a wildcard' { Measure-GatewayResource '*Pressure' -WarningAction Ignore | Should -HaveCount 3 }
        It 'nothing for an empty pipeline' { @() | Measure-GatewayResource -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a resource that is none' { { Measure-GatewayResource Money } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'a configuration that is not there' { { Measure-GatewayResource -NginxConfigPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
    }
}
