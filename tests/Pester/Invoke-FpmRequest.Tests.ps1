BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Invoke-FpmRequest' {
    It 'nothing for an empty pipeline' { @() | Invoke-FpmRequest /srv/index.php -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'a socket that is not there' { { Invoke-FpmRequest /srv/index.php -Endpoint "$TestDrive/none.sock" -ErrorAction Stop } | Should -Throw -ErrorId 'FastCgiSocketMissing,*' }
    It 'a path that is too long' { { Invoke-FpmRequest /srv/index.php -Endpoint "/run/$('x' * 110)" -ErrorAction Stop } | Should -Throw -ErrorId 'FastCgiPathTooLong,*' }
    It 'an endpoint that is none' { { Invoke-FpmRequest /srv/index.php -Endpoint nowhere } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
    It 'no time at all' { { Invoke-FpmRequest /srv/index.php -Timeout 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
}
