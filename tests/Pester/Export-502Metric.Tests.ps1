BeforeAll {
    . $PSScriptRoot/Common.ps1
    $log = "$TestDrive/error.log"
    $access = "$TestDrive/access.log"
    [IO.File]::WriteAllText($log, '')
    [IO.File]::WriteAllText($access, '')
    $both = @{ NginxConfigPath = "$TestDrive/nginx.conf"; FpmConfigPath = "$TestDrive/php-fpm.conf" }
    [IO.File]::WriteAllText($both.NginxConfigPath, "error_log $log; events { } http { access_log $access; server { location / { fastcgi_pass unix:$TestDrive/php.sock; } } }")
    [IO.File]::WriteAllText($both.FpmConfigPath, "[www]`nuser = nobody`nlisten = $TestDrive/php.sock`npm = static`npm.max_children = 1`n")
    $folder = [IO.Directory]::CreateDirectory("$TestDrive/metrics").FullName
    $file = "$folder/nginx502.prom"
}

Describe 'Export-502Metric' {
    It 'writes a file in a directory' {
        Export-502Metric $folder @both | Should -BeNullOrEmpty
        [IO.File]::Exists($file) | Should -Be $true
    }
    It 'counts what came since' {
        [IO.File]::AppendAllText($log, "2026/11/23 03:12:04 [crit] 7#7: *1 connect() to unix:$TestDrive/php.sock failed (2: No such file or directory) while connecting to upstream, client: 10.0.0.7, server: shop.example, request: `"GET / HTTP/1.1`", upstream: `"fastcgi://unix:$TestDrive/php.sock:`", host: `"shop.example`"`n")
        $written = Export-502Metric $folder @both -PassThru
        $written | Should -BeOfType ([Nginx502.GatewayMetrics])
        @($written.UpstreamErrors)[0].Symptom | Should -Be 'SocketMissing'
        @($written.Pools)[0].Pool | Should -Be 'www'
    }
    It 'is for everybody to read' { "$([IO.File]::GetUnixFileMode($file))" | Should -Be 'OtherRead, GroupRead, UserWrite, UserRead' }
    It 'writes nothing with -WhatIf' {
        Export-502Metric "$folder/other.prom" @both -WhatIf -PassThru | Should -BeNullOrEmpty
        [IO.File]::Exists("$folder/other.prom") | Should -Be $false
    }
    It 'names a directory that is not there' { { Export-502Metric "$TestDrive/none/x.prom" @both -ErrorAction Stop } | Should -Throw -ErrorId 'FileMissing,*' }
    It 'does nothing for an empty pipeline' { @() | Export-502Metric $folder -ErrorAction Stop | Should -BeNullOrEmpty }
}
