BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $file = "$TestDrive/etc/nginx/conf.d/upstreams.conf"
    [IO.File]::WriteAllText($file, [IO.File]::ReadAllText($file).Replace('keepalive 8;', 'keepalive many;'))
}

Describe 'Test-NginxConfiguration' {
    It 'passes what is right' {
        $result = Test-NginxConfiguration -RootPath $server
        $result | Should -BeOfType ([Nginx502.ConfigurationTestResult])
        $result.Passed | Should -BeTrue
        $result.Program | Should -Be 'nginx'
    }
    It 'names file and line of what is wrong' {
        $result = Test-NginxConfiguration -RootPath $TestDrive
        $result.Passed | Should -BeFalse
        $result.Diagnostics | Where-Object Severity -EQ Error | ForEach-Object { "$($_.Path):$($_.LineNumber)" } | Should -Contain '/etc/nginx/conf.d/upstreams.conf:3'
    }
    It 'answers yes or no with -Quiet' {
        Test-NginxConfiguration -RootPath $server -Quiet | Should -BeTrue
        Test-NginxConfiguration -RootPath $TestDrive -Quiet | Should -BeFalse
    }
    It 'says that no program was asked below another root' {
        $result = Test-NginxConfiguration -RootPath $server
        $result.IsAsked | Should -BeFalse
        $result.NotSeen | Should -HaveCount 1
    }
    It 'ends when the root is not there' { { Test-NginxConfiguration -RootPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
}
