BeforeAll {
    . $PSScriptRoot/Common.ps1
    Copy-SampleServer $TestDrive
    $file = "$TestDrive/etc/nginx/sites-enabled/blog"
    $before = [IO.File]::ReadAllText($file)
}

Describe 'Set-NginxUpstreamTuning' {
    BeforeEach { [IO.File]::WriteAllText($file, $before) }

    It 'writes nothing with -WhatIf' {
        Set-NginxUpstreamTuning blog.example '~ \.php$' -ReadTimeout 2m -RootPath $TestDrive -WhatIf
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'sets it where nginx hands over, and nowhere else' {
        Get-NginxUpstream blog.example -RootPath $TestDrive | Set-NginxUpstreamTuning -ReadTimeout 2m -RootPath $TestDrive -WarningAction SilentlyContinue
        Get-NginxUpstream -RootPath $TestDrive | ForEach-Object { $_.ReadTimeout.TotalSeconds } | Should -Be 60, 120, 60, 300
    }
    It 'takes any directive' {
        Set-NginxUpstreamTuning blog.example '~ \.php$' -Directive @{ fastcgi_intercept_errors = 'on' } -RootPath $TestDrive -WarningAction SilentlyContinue
        (Get-NginxUpstream blog.example -RootPath $TestDrive).InterceptErrors | Should -BeTrue
    }
    It 'refuses buffers that nginx would refuse' {
        { Set-NginxUpstreamTuning blog.example '~ \.php$' -BufferSize 64k -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'EditImpossible,*' -ExpectedMessage '*fastcgi_busy_buffers_size*'
        [IO.File]::ReadAllText($file) | Should -BeExactly $before
    }
    It 'takes buffers together' {
        Set-NginxUpstreamTuning blog.example '~ \.php$' -BufferSize 32k -Buffers '8 32k' -RootPath $TestDrive -WarningAction SilentlyContinue
        (Get-NginxUpstream blog.example -RootPath $TestDrive).BufferSizeBytes | Should -Be 32768
    }
    It 'refuses an upstream that is not there' { { Set-NginxUpstreamTuning none / -ReadTimeout 5 -RootPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'UpstreamNotFound,*' }
    It 'wants something to change' { { Set-NginxUpstreamTuning blog.example '~ \.php$' -RootPath $TestDrive } | Should -Throw -ErrorId 'NothingToChange,*' }
    It 'does nothing for an empty pipeline' { @() | Set-NginxUpstreamTuning -ReadTimeout 5 -RootPath $TestDrive -ErrorAction Stop | Should -BeNullOrEmpty }
}
