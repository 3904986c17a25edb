BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Each the given number of times, a minute apart: what, at which server, of whom.
    $minute = [datetime]'2026-11-20 10:00'
    $lines = foreach ($case in @(
            @{ Times = 5; What = 'connect() to unix:/run/php/shop.sock failed (2: No such file or directory)'; Server = 'shop'; Upstream = 'fastcgi://unix:/run/php/shop.sock:'; Client = '192.0.2.1' }
            @{ Times = 3; What = 'connect() failed (111: Connection refused)'; Server = 'blog'; Upstream = 'fastcgi://127.0.0.1:9000'; Client = '192.0.2.1' }
            @{ Times = 1; What = 'connect() failed (111: Connection refused)'; Server = 'shop'; Upstream = 'fastcgi://127.0.0.1:9000'; Client = '192.0.2.2' }
            @{ Times = 2; What = 'FastCGI sent in stderr: "Primary script unknown"'; Server = 'shop'; Upstream = 'fastcgi://127.0.0.1:9000'; Client = '192.0.2.2' }
        )) {
        foreach ($time in 1..$case.Times) {
            '{0:yyyy/MM/dd HH:mm:ss} [error] 1#1: *1 {1} while connecting to upstream, client: {2}, server: {3}.example, request: "GET /{4}.php?n={5} HTTP/1.1", upstream: "{6}", host: "{3}.example"' -f
                $minute, $case.What, $case.Client, $case.Server, $case.Server, $time, $case.Upstream
            $minute = $minute.AddMinutes(1)
        }
    }

    $log = "$TestDrive/error.log"
    [IO.File]::WriteAllText($log, ($lines -join "`n") + "`n")
    [IO.File]::SetLastWriteTime($log, $minute.AddMinutes(-1))
}

Describe 'Measure-NginxUpstreamError' {
    Context 'without anything said' {
        BeforeAll { $groups = @(Measure-NginxUpstreamError $log) }

        It 'writes summaries' { $groups | Should -BeOfType ([Nginx502.NginxUpstreamErrorSummary]) }
        It 'counts by symptom and upstream, the most frequent first' { $groups | ForEach-Object Count | Should -Be 5, 4 }
        It 'says which symptoms' { $groups | ForEach-Object { "$($_.Symptom)" } | Should -Be 'SocketMissing', 'ConnectionRefused' }
        It 'says which upstreams' { $groups | ForEach-Object Upstream | Should -Be 'fastcgi://unix:/run/php/shop.sock', 'fastcgi://127.0.0.1:9000' }
        It 'says their share, all of them together 1' {
            $groups[0].Share | Should -BeGreaterThan 0.55
            $groups[0].Share + $groups[1].Share | Should -Be 1
        }
        It 'says when first' { $groups[0].First | Should -Be ([datetime]'2026-11-20 10:00') }
        It 'says when last' { $groups[1].Last | Should -Be ([datetime]'2026-11-20 10:08') }
        It 'counts no look-alikes' { $groups | ForEach-Object { "$($_.Symptom)" } | Should -Not -BeIn 'ScriptNotFound' }
    }

    Context 'by' {
        It 'server' { Measure-NginxUpstreamError $log -By Server | ForEach-Object { "$($_.Server) $($_.Count)" } | Should -Be 'shop.example 6', 'blog.example 3' }
        It 'client' { Measure-NginxUpstreamError $log -By Client | ForEach-Object { "$($_.Client) $($_.Count)" } | Should -Be '192.0.2.1 8', '192.0.2.2 1' }
        It 'host' { Measure-NginxUpstreamError $log -By Host | ForEach-Object { "$($_.Host) $($_.Count)" } | Should -Be 'shop.example 6', 'blog.example 3' }
        It 'the path of the request, without its query' { Measure-NginxUpstreamError $log -By RequestUri | ForEach-Object { "$($_.RequestUri) $($_.Count)" } | Should -Be '/shop.php 6', '/blog.php 3' }
        It 'endpoint' { (Measure-NginxUpstreamError $log -By Endpoint | Where-Object Endpoint -EQ '/run/php/shop.sock').Count | Should -Be 5 }
        It 'two properties' { Measure-NginxUpstreamError $log -By Symptom, Server | ForEach-Object { "$($_.Symptom) $($_.Server) $($_.Count)" } | Should -Be 'SocketMissing shop.example 5', 'ConnectionRefused blog.example 3', 'ConnectionRefused shop.example 1' }
        It 'leaves what was not asked for empty' { Measure-NginxUpstreamError $log -By Server | ForEach-Object { $null -eq $_.Upstream } | Should -BeTrue }
    }

    Context 'in spans of time' {
        It 'of a text' { (Measure-NginxUpstreamError $log -Symptom SocketMissing -Interval 2m).Buckets | ForEach-Object Count | Should -Be 2, 2, 1 }
        It 'of seconds' { (Measure-NginxUpstreamError $log -Symptom SocketMissing -Interval 120).Buckets | ForEach-Object Count | Should -Be 2, 2, 1 }
        It 'are left out unless asked for' { (Measure-NginxUpstreamError $log)[0].Buckets | Should -HaveCount 0 }
    }

    Context 'what it counts' {
        It 'a file by position' { Measure-NginxUpstreamError $log -By Server | Should -HaveCount 2 }
        It 'a literal file' { Measure-NginxUpstreamError -LiteralPath $log -By Server | Should -HaveCount 2 }
        It 'lines from the pipeline' { $lines | Measure-NginxUpstreamError -By Server | ForEach-Object Count | Should -Be 6, 3 }
        It 'errors from the pipeline' { Get-NginxUpstreamError $log | Measure-NginxUpstreamError -By Server | ForEach-Object Count | Should -Be 6, 3 }
        It 'the same either way' {
            $files = Measure-NginxUpstreamError $log | ForEach-Object { "$_" }
            Get-NginxUpstreamError $log | Measure-NginxUpstreamError | ForEach-Object { "$_" } | Should -Be $files
        }
        It 'what Where-Object lets through' { Get-NginxUpstreamError $log | Where-Object Server -EQ blog.example | Measure-NginxUpstreamError | ForEach-Object Count | Should -Be 3 }
        It 'one symptom' { Measure-NginxUpstreamError $log -Symptom SocketMissing | ForEach-Object Count | Should -Be 5 }
        It 'one server' { Measure-NginxUpstreamError $log -Server shop* | ForEach-Object Count | Should -Be 5, 1 }
        It 'look-alikes too with -All' { (Measure-NginxUpstreamError $log -All -By Symptom | Where-Object Symptom -EQ ScriptNotFound).Count | Should -Be 2 }
        It 'since a moment' { Measure-NginxUpstreamError $log -Since '2026-11-20 10:05' | ForEach-Object Count | Should -Be 4 }
        It 'nothing for an empty pipeline' { @() | Measure-NginxUpstreamError -ErrorAction Stop | Should -BeNullOrEmpty }
        It 'the lines of Get-Content' -Tag 'Pwsh' { Get-Content $log | Measure-NginxUpstreamError -By Server | ForEach-Object Count | Should -Be 6, 3 }
        It 'files of Get-ChildItem' -Tag 'Pwsh' { Get-ChildItem $log | Measure-NginxUpstreamError -By Server | ForEach-Object Count | Should -Be 6, 3 }
    }

    Context 'errors' {
        It 'a file that is not there' { { Measure-NginxUpstreamError "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,Nginx502.Commands.MeasureNginxUpstreamErrorCommand' }
        It 'a property that is none' { { Measure-NginxUpstreamError $log -By Nonsense } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*Symptom*' }
        It 'an interval of <interval>' -ForEach @{ interval = 'soon' }, @{ interval = '0' } { { Measure-NginxUpstreamError $log -Interval $interval } | Should -Throw -ErrorId 'ParameterArgument*' }
    }
}
