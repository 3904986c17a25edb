BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $file = "$TestDrive/etc/php/8.2/fpm/pool.d/www.conf"
    [IO.File]::WriteAllText($file, [IO.File]::ReadAllText($file).Replace('pm = dynamic', 'pm = dynamite'))
}

Describe 'Test-FpmConfiguration' {
    It 'passes what is right' {
        $result = Test-FpmConfiguration -RootPath $server
        $result | Should -BeOfType ([Nginx502.ConfigurationTestResult])
        $result.Passed | Should -BeTrue
        $result.Program | Should -Be 'php-fpm'
    }
    It 'names file and line of what is wrong' {
        $result = Test-FpmConfiguration -RootPath $TestDrive
        $result.Passed | Should -BeFalse
        $result.Diagnostics | Where-Object Severity -EQ Error | ForEach-Object { "$($_.Path):$($_.LineNumber)" } | Should -Contain '/etc/php/8.2/fpm/pool.d/www.conf:13'
    }
    It 'answers yes or no with -Quiet' {
        Test-FpmConfiguration -RootPath $server -Quiet | Should -BeTrue
        Test-FpmConfiguration -RootPath $TestDrive -Quiet | Should -BeFalse
    }
    It 'says that no program was asked below another root' {
        $result = Test-FpmConfiguration -RootPath $server
        $result.IsAsked | Should -BeFalse
        $result.NotSeen | Should -HaveCount 1
    }
    It 'ends when the root is not there' { { Test-FpmConfiguration -RootPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
}
