BeforeAll {
    . $PSScriptRoot/Common.ps1
    $upstreams = @(Get-NginxUpstream -RootPath $server)
}

Describe 'Get-NginxUpstream' {
    Context 'the objects' {
        It 'are typed' { $upstreams | Should -BeOfType ([Nginx502.NginxUpstream]) }
        It 'are all places where nginx hands over' { $upstreams | Should -HaveCount 4 }
        It 'know their file and line' { "$($upstreams[1].Path):$($upstreams[1].LineNumber)" | Should -Be '/etc/nginx/sites-enabled/blog:9' }
        It 'resolve groups' { "$($upstreams[2].Group) $($upstreams[2].Endpoint)" | Should -Be 'php unix:/run/php/php8.2-fpm.sock' }
        It 'have what is in effect, and where it comes from' {
            $upstreams[3].ReadTimeout | Should -Be ([timespan]::FromSeconds(300))
            $upstreams[3].GetSetting('fastcgi_read_timeout').LineNumber | Should -Be 18
            "$($upstreams[2].GetSetting('fastcgi_read_timeout').Path)" | Should -Be '/etc/nginx/nginx.conf'
        }
        It 'hold no secret' { "$($upstreams[0].Settings)" | Should -Not -BeLike '*s3cr3t*' }
    }

    Context 'what it chooses' {
        It 'any name of a server' { Get-NginxUpstream www.shop.example -RootPath $server | Should -HaveCount 2 }
        It 'a location as it is written' { Get-NginxUpstream * '= /export.php' -RootPath $server | Should -HaveCount 1 }
        It 'an endpoint in any form' { Get-NginxUpstream -Endpoint 9001 -RootPath $server | Should -HaveCount 1 }
        It 'the upstreams of a pool' { Get-FpmPool www -RootPath $server | Get-NginxUpstream -RootPath $server | Should -HaveCount 2 }
    }

    Context 'errors' {
        It 'an endpoint that is none' { { Get-NginxUpstream -Endpoint nowhere -RootPath $server } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*host:port*' }
        It 'a server that is not there' { { Get-NginxUpstream none -RootPath $server -ErrorAction Stop } | Should -Throw -ErrorId 'UpstreamNotFound,*' }
        It 'a root without nginx' { { Get-NginxUpstream -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigurationNotFound,*' }
    }
}
