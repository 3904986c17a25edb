BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Six failed attempts at shop and blog, and between them a notice of PHP and a missing script, which are none.
    $lines = @(
        '2026/11/20 10:00:00 [crit] 100#100: *1 connect() to unix:/run/php/shop.sock failed (2: No such file or directory) while connecting to upstream, client: 192.0.2.1, server: shop.example, request: "GET /cart.php HTTP/1.1", upstream: "fastcgi://unix:/run/php/shop.sock:", host: "shop.example"'
        '2026/11/20 10:01:00 [error] 100#100: *2 connect() to unix:/run/php/shop.sock failed (11: Resource temporarily unavailable) while connecting to upstream, client: 192.0.2.2, server: shop.example, request: "POST /pay.php?id=7 HTTP/1.1", upstream: "fastcgi://unix:/run/php/shop.sock:", host: "shop.example", referrer: "https://shop.example/cart"'
        '2026/11/20 10:02:00 [error] 100#100: *3 FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined variable $x in /srv/shop/a.php on line 4" while reading response header from upstream, client: 192.0.2.1, server: shop.example, request: "GET /a.php HTTP/1.1", upstream: "fastcgi://unix:/run/php/shop.sock:", host: "shop.example"'
        '2026/11/20 10:03:00 [error] 101#101: *4 connect() failed (111: Connection refused) while connecting to upstream, client: 2001:db8::1, server: blog.example, request: "GET / HTTP/2.0", upstream: "fastcgi://127.0.0.1:9000", host: "blog.example"'
        '2026/11/20 10:04:00 [error] 101#101: *5 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 192.0.2.1, server: blog.example, request: "GET /slow HTTP/1.1", upstream: "fastcgi://127.0.0.1:9000", host: "blog.example"'
        '2026/11/20 10:05:00 [error] 101#101: *6 FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream, client: 192.0.2.1, server: blog.example, request: "GET /no.php HTTP/1.1", upstream: "fastcgi://127.0.0.1:9000", host: "blog.example"'
        '2026/11/20 10:06:00 [error] 101#101: *7 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 192.0.2.3, server: shop.example, request: "GET /crash.php HTTP/1.1", upstream: "fastcgi://unix:/run/php/shop.sock:", host: "shop.example"'
        '2026/11/20 10:07:00 [error] 101#101: *8 no live upstreams while connecting to upstream, client: 192.0.2.3, server: shop.example, request: "GET / HTTP/1.1", upstream: "fastcgi://php", host: "shop.example"'
    )

    function Write-SampleLog([string] $Path, [string[]] $Line) {
        [IO.File]::WriteAllText($Path, ($Line -join "`n") + "`n")
        [IO.File]::SetLastWriteTime($Path, [datetime]'2026-11-20 10:07:00')
    }

    $log = "$TestDrive/error.log"
    Write-SampleLog $log $lines
}

Describe 'Get-NginxUpstreamError' {
    Context 'the objects' {
        BeforeAll { $first = @(Get-NginxUpstreamError $log)[0] }

        It 'are typed' { Get-NginxUpstreamError $log | Should -BeOfType ([Nginx502.NginxUpstreamError]) }
        It 'are the upstream errors in the order of the log, and nothing else' {
            Get-NginxUpstreamError $log | ForEach-Object { "$($_.Symptom)" } |
                Should -Be 'SocketMissing', 'BacklogFull', 'ConnectionRefused', 'ResponseTimedOut', 'ConnectionReset', 'NoLiveUpstreams'
        }
        It 'say what each attempt was worth' { Get-NginxUpstreamError $log | ForEach-Object AttemptStatus | Should -Be 502, 502, 502, 504, 502, 502 }
        It 'do not say what the visitor got without the access log' { Get-NginxUpstreamError $log | ForEach-Object { $null -eq $_.Status } | Should -BeTrue }
        It 'have a time of this machine' {
            $first.Time | Should -Be ([datetime]'2026-11-20 10:00:00')
            $first.Time.Kind | Should -Be ([DateTimeKind]::Local)
        }
        It 'have <property> <value>' -ForEach @(
            @{ property = 'Level'; value = 'Crit' }
            @{ property = 'ErrorNumber'; value = 2 }
            @{ property = 'ErrorText'; value = 'No such file or directory' }
            @{ property = 'Upstream'; value = 'fastcgi://unix:/run/php/shop.sock' }
            @{ property = 'Client'; value = '192.0.2.1' }
            @{ property = 'Server'; value = 'shop.example' }
            @{ property = 'Method'; value = 'GET' }
            @{ property = 'RequestUri'; value = '/cart.php' }
            @{ property = 'Host'; value = 'shop.example' }
            @{ property = 'ProcessId'; value = 100 }
            @{ property = 'ConnectionId'; value = 1 }
            @{ property = 'LineNumber'; value = 1 }
        ) { "$($first.$property)" | Should -BeExactly "$value" }
        It 'know their file' { $first.Path | Should -BeExactly $log }
        It 'have an endpoint that compares with text' {
            $first.Endpoint | Should -BeOfType ([Nginx502.FpmEndpoint])
            $first.Endpoint -eq '/run/php/shop.sock' | Should -BeTrue
        }
        It 'have the raw line' { $first.GetRawLine() | Should -BeExactly $lines[0] }
        It 'have a referrer where there was one' { Get-NginxUpstreamError $log | Where-Object Referrer | ForEach-Object Referrer | Should -Be 'https://shop.example/cart' }
    }

    Context 'what it reads' {
        BeforeAll {
            Write-SampleLog "$TestDrive/other.log" $lines[3]
            Write-SampleLog "$TestDrive/site[1].log" $lines[0]
            Write-SampleLog "$TestDrive/empty.log" @()
        }

        It 'takes a path by position' { Get-NginxUpstreamError $log | Should -HaveCount 6 }
        It 'takes -Path' { Get-NginxUpstreamError -Path $log | Should -HaveCount 6 }
        It 'takes several' { Get-NginxUpstreamError $log, "$TestDrive/other.log" | Should -HaveCount 7 }
        It 'takes wildcards' { Get-NginxUpstreamError "$TestDrive/o*.log" | Should -HaveCount 1 }
        It 'takes a name with brackets by -LiteralPath' { Get-NginxUpstreamError -LiteralPath "$TestDrive/site[1].log" | Should -HaveCount 1 }
        It 'takes the alias LP' { Get-NginxUpstreamError -LP $log | Should -HaveCount 6 }
        It 'takes what has a PSPath' { [pscustomobject]@{ PSPath = $log } | Get-NginxUpstreamError | Should -HaveCount 6 }
        It 'takes lines from the pipeline' { $lines | Get-NginxUpstreamError | Should -HaveCount 6 }
        It 'takes lines of a container' { $lines | ForEach-Object { "web-1  | $_" } | Get-NginxUpstreamError | Should -HaveCount 6 }
        It 'gives text no file' { ($lines[0] | Get-NginxUpstreamError).Path | Should -BeNullOrEmpty }
        It 'takes an empty line' { '', $lines[0], '' | Get-NginxUpstreamError | Should -HaveCount 1 }
        It 'takes lines that are none of nginx' { 'hello', "`e[31mred", $lines[0] | Get-NginxUpstreamError -ErrorAction Stop | Should -HaveCount 1 }
        It 'does nothing for an empty pipeline' { @() | Get-NginxUpstreamError -ErrorAction Stop | Should -BeNullOrEmpty }
        It 'gives nothing for an empty log' { Get-NginxUpstreamError "$TestDrive/empty.log" -ErrorAction Stop | Should -BeNullOrEmpty }
        It 'takes the files of Get-ChildItem' -Tag 'Pwsh' { Get-ChildItem "$TestDrive/*.log" | Get-NginxUpstreamError | Should -HaveCount 8 }
        It 'takes the lines of Get-Content' -Tag 'Pwsh' { Get-Content $log | Get-NginxUpstreamError | Should -HaveCount 6 }
        It 'stops early for Select-Object' -Tag 'Pwsh' { Get-NginxUpstreamError $log | Select-Object -First 2 | Should -HaveCount 2 }
        It 'follows a log' -Tag 'Pwsh' {
            $writer = [powershell]::Create().AddScript('param($path, $line) Start-Sleep -Milliseconds 300; [IO.File]::AppendAllText($path, "$line`n")')
            $writing = $writer.AddArgument("$TestDrive/empty.log").AddArgument($lines[4]).BeginInvoke()
            (Get-NginxUpstreamError "$TestDrive/empty.log" -Wait | Select-Object -First 1).RequestUri | Should -Be '/slow'
            $null = $writer.EndInvoke($writing)
        }
    }

    Context 'what it chooses' {
        It 'one symptom' { (Get-NginxUpstreamError $log -Symptom BacklogFull).RequestUri | Should -Be '/pay.php?id=7' }
        It 'several symptoms' { Get-NginxUpstreamError $log -Symptom BacklogFull, ConnectionReset | Should -HaveCount 2 }
        It 'a look-alike by its symptom' { (Get-NginxUpstreamError $log -Symptom ScriptNotFound).AttemptStatus | Should -Be 404 }
        It 'look-alikes too with -All' { Get-NginxUpstreamError $log -All | Should -HaveCount 8 }
        It 'an endpoint as <endpoint>' -ForEach @(
            @{ endpoint = '/run/php/shop.sock' }, @{ endpoint = 'unix:/run/php/shop.sock' }, @{ endpoint = 'fastcgi://unix:/run/php/shop.sock:' }
        ) { Get-NginxUpstreamError $log -Endpoint $endpoint | Should -HaveCount 3 }
        It 'an endpoint by its port' { Get-NginxUpstreamError $log -Endpoint 127.0.0.1:9000 | Should -HaveCount 2 }
        It 'upstreams by wildcards' { Get-NginxUpstreamError $log -Upstream 'fastcgi://127.*' | Should -HaveCount 2 }
        It 'a server by wildcards' { Get-NginxUpstreamError $log -Server 'blog*' | Should -HaveCount 2 }
        It 'a client' { Get-NginxUpstreamError $log -Client 192.0.2.3 | Should -HaveCount 2 }
        It 'by two of them together' { (Get-NginxUpstreamError $log -Server shop.example -Client 192.0.2.1).Symptom | Should -Be 'SocketMissing' }
        It 'since a moment' { Get-NginxUpstreamError $log -Since '2026-11-20 10:04' | ForEach-Object RequestUri | Should -Be '/slow', '/crash.php', '/' }
        It 'until a moment' { Get-NginxUpstreamError $log -Until '2026-11-20 10:01' | Should -HaveCount 2 }
        It 'between two' { Get-NginxUpstreamError $log -Since '2026-11-20 10:01' -Until '2026-11-20 10:03' | Should -HaveCount 2 }
        It 'the last two' { Get-NginxUpstreamError $log -Tail 2 | ForEach-Object { "$($_.Symptom)" } | Should -Be 'ConnectionReset', 'NoLiveUpstreams' }
        It 'the last one of a server' { (Get-NginxUpstreamError $log -Server blog.example -Tail 1).Symptom | Should -Be 'ResponseTimedOut' }
        It 'of the lines in the pipeline too' { $lines | Get-NginxUpstreamError -Server blog.example -Symptom ConnectionRefused | Should -HaveCount 1 }
    }

    Context 'rotated logs' {
        BeforeAll {
            Write-SampleLog "$TestDrive/site.log" $lines[6, 7]
            Write-SampleLog "$TestDrive/site.log.1" $lines[3, 4]
            $packed = [IO.Compression.GZipStream]::new([IO.File]::Create("$TestDrive/site.log.2.gz"), [IO.Compression.CompressionMode]::Compress)
            $packed.Write([Text.Encoding]::UTF8.GetBytes(($lines[0, 1] -join "`n") + "`n"))
            $packed.Dispose()
        }

        It 'are left out' { Get-NginxUpstreamError "$TestDrive/site.log" | Should -HaveCount 2 }
        It 'come in the order of time' {
            Get-NginxUpstreamError "$TestDrive/site.log" -IncludeRotated | ForEach-Object ConnectionId | Should -Be 1, 2, 4, 5, 7, 8
        }
        It 'are unpacked when named' { Get-NginxUpstreamError "$TestDrive/site.log.2.gz" | Should -HaveCount 2 }
        It 'keep the order under a wildcard' { Get-NginxUpstreamError "$TestDrive/site.log*" | ForEach-Object ConnectionId | Should -Be 1, 2, 4, 5, 7, 8 }
    }

    Context 'in pipelines' {
        It 'filters with Where-Object' { Get-NginxUpstreamError $log | Where-Object AttemptStatus -EQ 502 | ForEach-Object Server | Should -Be 'shop.example', 'shop.example', 'blog.example', 'shop.example', 'shop.example' }
        It 'compares symptoms with words' { Get-NginxUpstreamError $log | Where-Object Symptom -EQ ResponseTimedOut | Should -HaveCount 1 }
        It 'compares endpoints with text' { Get-NginxUpstreamError $log | Where-Object Endpoint -EQ '127.0.0.1:9000' | Should -HaveCount 2 }
        It 'counts what it found' { Get-NginxUpstreamError $log | Measure-NginxUpstreamError -By Server | ForEach-Object Count | Should -Be 4, 2 }
        It 'does not read the log again for its own objects' { Get-NginxUpstreamError $log -Tail 1 | Measure-NginxUpstreamError | ForEach-Object Count | Should -Be 1 }
        It 'sorts' -Tag 'Pwsh' { (Get-NginxUpstreamError $log | Sort-Object Time -Descending)[0].ConnectionId | Should -Be 8 }
        It 'groups' -Tag 'Pwsh' { (Get-NginxUpstreamError $log | Group-Object Server | Where-Object Name -EQ 'shop.example').Count | Should -Be 4 }
        It 'gives readable JSON' -Tag 'Pwsh' {
            $json = Get-NginxUpstreamError $log -Tail 1 | ConvertTo-Json -Depth 10 -EnumsAsStrings | ConvertFrom-Json
            $json.Symptom | Should -Be 'NoLiveUpstreams'
            $json.Upstream | Should -Be 'fastcgi://php'
        }
        It 'has a table that says what is wrong' -Tag 'Pwsh' { Get-NginxUpstreamError $log | Out-String -Width 80 | Should -Match 'SocketMissing' }
    }

    Context 'what a stranger wrote into the log' {
        BeforeAll {
            $hostile = '2026/11/20 10:00:00 [error] 1#1: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.9, server: shop.example, request: "GET /{0} HTTP/1.1", upstream: "fastcgi://127.0.0.1:9000", host: "shop.example", referrer: "x", upstream: "fastcgi://unix:/imitated.sock:", host: "imitated""' -f "`e[2Jx"
            $found = $hostile | Get-NginxUpstreamError
        }

        It 'cannot imitate the upstream' { $found.Upstream | Should -Be 'fastcgi://127.0.0.1:9000' }
        It 'cannot imitate the host' { $found.Host | Should -Be 'shop.example' }
        It 'cannot reach the terminal raw' { $found.RequestUri | Should -Not -Match '[\x00-\x1f\x7f-\x9f]' }
        It 'is kept raw for who asks' { $found.GetRawLine() | Should -BeExactly $hostile }
    }

    Context 'errors' {
        It 'a file that is not there' { { Get-NginxUpstreamError "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,Nginx502.Commands.GetNginxUpstreamErrorCommand' }
        It 'a literal file that is not there' { { Get-NginxUpstreamError -LiteralPath "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*' }
        It 'a pattern that matches nothing' { { Get-NginxUpstreamError "$TestDrive/none*" -ErrorAction Stop } | Should -Throw -ErrorId 'PatternMatchesNothing,*' }
        It 'a directory' { { Get-NginxUpstreamError -LiteralPath $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'NotALogFile,*' }
        It 'a path that is no file' { { Get-NginxUpstreamError 'Env:/PATH' -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotInFileSystem,*' }
        It 'names what failed, and what to do' {
            $failed = { Get-NginxUpstreamError "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -PassThru
            $failed.TargetObject | Should -BeExactly "$TestDrive/none.log"
            $failed.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
        It 'one bad file does not keep the others back' {
            $found = Get-NginxUpstreamError "$TestDrive/none.log", $log -ErrorAction SilentlyContinue -ErrorVariable failed
            $found | Should -HaveCount 6
            $failed | Should -HaveCount 1
        }
        It 'a symptom that is misspelt names the right ones' { { Get-NginxUpstreamError $log -Symptom SocketMising } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*SocketMissing*' }
        It 'an endpoint that is none' { { Get-NginxUpstreamError $log -Endpoint 'not an endpoint' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'a moment that is none' { { Get-NginxUpstreamError $log -Since 'yesterdayish' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'since after until' { { Get-NginxUpstreamError $log -Since '2026-11-20 11:00' -Until '2026-11-20 10:00' } | Should -Throw -ErrorId 'SinceAfterUntil,*' }
        It 'a tail of none' { { Get-NginxUpstreamError $log -Tail 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
        It 'a variable that is not set' { { Get-NginxUpstreamError -Path $notSet } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    }
}
