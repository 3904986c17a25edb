BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Get-FpmStatus' {
    It 'nothing for an empty pipeline' { @() | Get-FpmStatus -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'an endpoint that is nothing' { { Get-FpmStatus -Endpoint "$TestDrive/none.sock" -ErrorAction Stop } | Should -Throw -ErrorId 'FastCgiSocketMissing,*' }
    It 'a pool that is not there' { { Get-FpmStatus shop -FpmConfigPath "$server/etc/php/8.2/fpm/php-fpm.conf" -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' }
    It 'a configuration that is not there' { { Get-FpmStatus -FpmConfigPath "$TestDrive/none.conf" } | Should -Throw -ErrorId 'PathNotFound,*' }
    It 'durations as people write them' { { Get-FpmStatus -Timeout soon } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
}
