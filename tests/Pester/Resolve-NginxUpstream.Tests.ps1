BeforeAll {
    . $PSScriptRoot/Common.ps1
    $configuration = "$TestDrive/nginx.conf"
    [IO.File]::WriteAllText($configuration, 'events { } http { server { server_name a; location / { fastcgi_pass localhost:9000; } location /b { set $b localhost:9001; fastcgi_pass $b; } } }')
}

Describe 'Resolve-NginxUpstream' {
    It 'tells what nginx finds for a name' {
        $found = Resolve-NginxUpstream -Location / -NginxConfigPath $configuration
        $found | Should -BeOfType ([Nginx502.NginxUpstreamResolution])
        $found.IsResolved | Should -BeTrue
        $found.Name | Should -Be 'localhost'
    }
    It 'names a missing resolver' {
        $found = Resolve-NginxUpstream -Location /b -NginxConfigPath $configuration
        "$($found.Problems[0].Kind)" | Should -Be 'NoResolver'
        $found.IsResolved | Should -BeFalse
    }
    It 'says when a name is not used' { { Resolve-NginxUpstream -Name php -NginxConfigPath $configuration -ErrorAction Stop } | Should -Throw -ErrorId 'HostNameNotUsed,*' }
    It 'does nothing for an empty pipeline' { @() | Resolve-NginxUpstream -NginxConfigPath $configuration -ErrorAction Stop | Should -BeNullOrEmpty }
}
