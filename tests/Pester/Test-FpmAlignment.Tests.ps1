BeforeAll {
    . $PSScriptRoot/Common.ps1
    $results = @(Test-FpmAlignment -RootPath $server)
    $blog = $results | Where-Object Server -EQ 'blog.example'
}

Describe 'Test-FpmAlignment' {
    Context 'the objects' {
        It 'are typed' { $results | Should -BeOfType ([Nginx502.AlignmentResult]) }
        It 'are one for every place where nginx hands over' { $results | Should -HaveCount 4 }
        It 'say what is wrong' { $blog.Mismatches | ForEach-Object { "$($_.Kind)" } | Should -Be 'PhpVersionPathMismatch' }
        It 'say both places' {
            "$($blog.Mismatches[0].NginxPlace.Path):$($blog.Mismatches[0].NginxPlace.LineNumber)" | Should -Be '/etc/nginx/sites-enabled/blog:9'
            "$($blog.Mismatches[0].FpmPlace.Path):$($blog.Mismatches[0].FpmPlace.LineNumber)" | Should -Be '/etc/php/8.2/fpm/pool.d/www.conf:6'
        }
        It 'say what to type' { $blog.Mismatches[0].Remedies[0].Command | Should -Be 'Sync-FpmEndpoint -Pool www -Transport UnixSocket -Reload' }
        It 'fail where visitors would get errors' { $results | Where-Object Passed | ForEach-Object Server | Should -Be 'shop.example', 'shop.example' }
    }

    Context 'what it chooses' {
        It 'a pool, with what was meant for it' { Test-FpmAlignment www -RootPath $server | ForEach-Object Server | Should -Be 'blog.example', 'shop.example', 'shop.example' }
        It 'a server' { Test-FpmAlignment -Server 'blog*' -RootPath $server | Should -HaveCount 1 }
        It 'an endpoint' { (Test-FpmAlignment -Endpoint 9001 -RootPath $server).Pool | Should -Be 'api' }
        It 'the pools that come down the pipe' { Get-FpmPool api -RootPath $server | Test-FpmAlignment -RootPath $server | Should -HaveCount 1 }
        It 'nothing for an empty pipeline' { @() | Test-FpmAlignment -RootPath $server -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context '-Quiet' {
        It 'is one Boolean' { Test-FpmAlignment -RootPath $server -Quiet | Should -BeFalse }
        It 'is true where all is well' { Test-FpmAlignment -Server shop.example -RootPath $server -Quiet | Should -BeTrue }
    }

    Context 'errors' {
        It 'a time that is none' { { Test-FpmAlignment -BalancerIdleTimeout soon -RootPath $server } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'a root that is not there' { { Test-FpmAlignment -RootPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
    }
}
