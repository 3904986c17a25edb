BeforeAll {
    . $PSScriptRoot/Common.ps1
    $result = Test-FpmSocket /nowhere/php-fpm.sock
}

Describe 'Test-FpmSocket' {
    Context 'the objects' {
        It 'are typed' { $result | Should -BeOfType ([Nginx502.FpmSocketTestResult]) }
        It 'name the rung that fails' { "$($result.FailedRung)" | Should -Be 'Exists' }
        It 'name the error of the kernel' { "$($result.Errno)" | Should -Be 'ENOENT' }
        It 'say why in a sentence' { $result.Explanation | Should -Match 'is not there.*\.$' }
        It 'have every rung in order' { $result.Rungs | ForEach-Object { "$($_.Rung)" } | Should -Be 'Exists', 'IsSocket', 'Reachable', 'Permitted', 'Listening', 'Backlog', 'Connects', 'Answers' }
        It 'say what to type' { $result.Remedy.Command | Should -Be 'Test-FpmAlignment -Endpoint unix:/nowhere/php-fpm.sock' }
    }

    Context 'what it takes' {
        It 'text from the pipe' { '/nowhere/a.sock', '/nowhere/b.sock' | Test-FpmSocket | Should -HaveCount 2 }
        It 'each endpoint once' { '/nowhere/a.sock', 'unix:/nowhere/a.sock' | Test-FpmSocket | Should -HaveCount 1 }
        It 'pools from the pipe' { Get-FpmPool www -RootPath $server | Test-FpmSocket -WarningAction SilentlyContinue | Should -HaveCount 1 }
        It 'nothing for an empty pipeline' { @() | Test-FpmSocket -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context '-Quiet' {
        It 'is one Boolean' { Test-FpmSocket /nowhere/a.sock, /nowhere/b.sock -Quiet | Should -BeFalse }
    }

    Context 'errors' {
        It 'a user that is none' { { Test-FpmSocket /nowhere/a.sock -AsUser no-such-user -ErrorAction Stop } | Should -Throw -ErrorId 'UserNotFound,*' }
        It 'what is no endpoint' { { 'no endpoint' | Test-FpmSocket -ErrorAction Stop } | Should -Throw -ErrorId 'EndpointInvalid,*' }
        It 'a time that is none' { { Test-FpmSocket /nowhere/a.sock -Timeout soon } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
    }
}
