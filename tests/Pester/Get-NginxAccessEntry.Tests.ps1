BeforeAll {
    . $PSScriptRoot/Common.ps1

    $lines = @(
        '192.0.2.1 - - [20/Nov/2026:10:00:00 +0000] "GET /cart HTTP/1.1" 200 1234 "https://shop.example/" "Mozilla/5.0"'
        '192.0.2.2 - admin [20/Nov/2026:10:01:00 +0000] "POST /pay?id=7 HTTP/1.1" 502 157 "-" "curl/8.0"'
        '192.0.2.3 - - [20/Nov/2026:10:02:00 +0000] "GET /slow HTTP/2.0" 504 167 "-" "Mozilla/5.0"'
        '192.0.2.3 - - [20/Nov/2026:10:03:00 +0000] "GET /missing HTTP/2.0" 404 153 "-" "Mozilla/5.0"'
    )

    # The second attempt brought the answer, so the visitor got a 200.
    $retried = '192.0.2.1 - - [20/Nov/2026:10:04:00 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl/8.0" 300 0.012 [shop] [] 127.0.0.1:9000, 127.0.0.1:9001 0, 12 0.001, 0.010 502, 200 c0ffee'

    $log = "$TestDrive/access.log"
    [IO.File]::WriteAllText($log, ($lines -join "`n") + "`n")
}

Describe 'Get-NginxAccessEntry' {
    Context 'the objects' {
        BeforeAll { $second = @(Get-NginxAccessEntry $log)[1] }

        It 'are typed' { Get-NginxAccessEntry $log | Should -BeOfType ([Nginx502.NginxAccessEntry]) }
        It 'are all requests in the order of the log' { Get-NginxAccessEntry $log | ForEach-Object Status | Should -Be 200, 502, 504, 404 }
        It 'have <property> <value>' -ForEach @(
            @{ property = 'Client'; value = '192.0.2.2' }
            @{ property = 'RemoteUser'; value = 'admin' }
            @{ property = 'Method'; value = 'POST' }
            @{ property = 'RequestUri'; value = '/pay?id=7' }
            @{ property = 'Protocol'; value = 'HTTP/1.1' }
            @{ property = 'Status'; value = 502 }
            @{ property = 'BodyBytesSent'; value = 157 }
            @{ property = 'UserAgent'; value = 'curl/8.0' }
            @{ property = 'LineNumber'; value = 2 }
        ) { "$($second.$property)" | Should -BeExactly "$value" }
        It 'have nothing where the log has a dash' { $second.Referrer | Should -BeNullOrEmpty }
        It 'have the time with its zone' { $second.Time.ToUniversalTime() | Should -Be ([datetime]::new(2026, 11, 20, 10, 1, 0, [DateTimeKind]::Utc)) }
        It 'know their file' { $second.Path | Should -BeExactly $log }
        It 'have the raw line' { $second.GetRawLine() | Should -BeExactly $lines[1] }
    }

    Context 'attempts' {
        BeforeAll { $entry = $retried | Get-NginxAccessEntry }

        It 'have a status each' { $entry.UpstreamStatus | Should -Be 502, 200 }
        It 'have an address each' { $entry.UpstreamAddress | Should -Be '127.0.0.1:9000', '127.0.0.1:9001' }
        It 'have a duration each' { $entry.UpstreamResponseTime | ForEach-Object TotalMilliseconds | Should -Be 1, 10 }
        It 'are another matter than what the visitor got' { $entry.Status | Should -Be 200 }
        It 'are none where the log has none' { @(Get-NginxAccessEntry $log)[0].UpstreamStatus | Should -HaveCount 0 }
    }

    Context 'what it reads' {
        It 'takes wildcards' { Get-NginxAccessEntry "$TestDrive/acc*" | Should -HaveCount 4 }
        It 'takes -LiteralPath' { Get-NginxAccessEntry -LiteralPath $log | Should -HaveCount 4 }
        It 'takes lines from the pipeline' { $lines | Get-NginxAccessEntry | Should -HaveCount 4 }
        It 'takes JSON by its keys' { ('{"time_iso8601":"2026-11-20T10:00:00+00:00","remote_addr":"192.0.2.1","request":"GET / HTTP/1.1","status":"502","upstream_status":"502"}' | Get-NginxAccessEntry).Status | Should -Be 502 }
        It 'does nothing for an empty pipeline' { @() | Get-NginxAccessEntry -ErrorAction Stop | Should -BeNullOrEmpty }
        It 'takes the files of Get-ChildItem' -Tag 'Pwsh' { Get-ChildItem $log | Get-NginxAccessEntry | Should -HaveCount 4 }
        It 'takes the lines of Get-Content' -Tag 'Pwsh' { Get-Content $log | Get-NginxAccessEntry | Should -HaveCount 4 }
    }

    Context 'what it chooses' {
        It 'a status' { (Get-NginxAccessEntry $log -Status 502).RequestUri | Should -Be '/pay?id=7' }
        It 'several' { Get-NginxAccessEntry $log -Status 502, 504 | Should -HaveCount 2 }
        It '<pattern>' -ForEach @{ pattern = '5xx' }, @{ pattern = '50?' }, @{ pattern = '5*' } { Get-NginxAccessEntry $log -Status $pattern | Should -HaveCount 2 }
        It 'since a moment' { Get-NginxAccessEntry $log -Since ([datetime]::new(2026, 11, 20, 10, 2, 0, [DateTimeKind]::Utc)) | Should -HaveCount 2 }
        It 'until a moment' { Get-NginxAccessEntry $log -Until ([datetime]::new(2026, 11, 20, 10, 1, 0, [DateTimeKind]::Utc)) | Should -HaveCount 2 }
        It 'the last one' { (Get-NginxAccessEntry $log -Tail 1).Status | Should -Be 404 }
    }

    Context 'in pipelines' {
        It 'filters by number' { Get-NginxAccessEntry $log | Where-Object Status -GE 500 | Should -HaveCount 2 }
        It 'groups' -Tag 'Pwsh' { Get-NginxAccessEntry $log | Group-Object Status | Should -HaveCount 4 }
    }

    Context 'errors' {
        It 'a file that is not there' { { Get-NginxAccessEntry "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,Nginx502.Commands.GetNginxAccessEntryCommand' }
        It 'a status that is none' { { Get-NginxAccessEntry $log -Status teapot -ErrorAction Stop } | Should -Throw -ErrorId '*,Nginx502.Commands.GetNginxAccessEntryCommand' }
    }
}
