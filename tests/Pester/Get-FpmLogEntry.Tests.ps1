BeforeAll {
    . $PSScriptRoot/Common.ps1

    $lines = @(
        '[20-Nov-2026 10:00:00] NOTICE: fpm is running, pid 100'
        '[20-Nov-2026 10:00:00] NOTICE: ready to handle connections'
        '[20-Nov-2026 10:01:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it'
        '[20-Nov-2026 10:02:00] WARNING: [pool shop] child 120 exited on signal 11 (SIGSEGV) after 12.500000 seconds from start'
        '[20-Nov-2026 10:03:00] WARNING: [pool shop] child 121, script ''/srv/shop/slow.php'' (request: "GET /slow.php?id=7") execution timed out (30.250000 sec), terminating'
        '[20-Nov-2026 10:04:00] ERROR: unable to bind listening socket for address ''/run/php/www.sock'': Permission denied (13)'
    )
    $slowLines = @(
        ''
        '[20-Nov-2026 10:05:00]  [pool www] pid 130'
        'script_filename = /srv/www/report.php'
        '[0x00007f00fde142a0] usleep() /srv/www/report.php:13'
        '[0x00007f00fde14190] build() /srv/www/report.php:24'
    )

    $log = "$TestDrive/php-fpm.log"
    $slowLog = "$TestDrive/slow.log"
    [IO.File]::WriteAllText($log, ($lines -join "`n") + "`n")
    [IO.File]::WriteAllText($slowLog, ($slowLines -join "`n") + "`n")
}

Describe 'Get-FpmLogEntry' {
    Context 'the objects' {
        It 'are typed' { Get-FpmLogEntry $log | Should -BeOfType ([Nginx502.FpmLogEntry]) }
        It 'are all records in the order of the log' {
            Get-FpmLogEntry $log | ForEach-Object { "$($_.Event)" } |
                Should -Be 'Starting', 'Ready', 'MaxChildrenReached', 'ChildExitedOnSignal', 'ExecutionTimedOut', 'SocketBindFailed'
        }
        It 'name the pool where the message does' { Get-FpmLogEntry $log | Where-Object Pool | ForEach-Object Pool | Should -Be 'www', 'shop', 'shop' }
        It 'have a time' { @(Get-FpmLogEntry $log)[2].Time | Should -Be ([datetime]'2026-11-20 10:01:00') }
        It 'know their file and line' {
            $entry = @(Get-FpmLogEntry $log)[2]
            $entry.Path | Should -BeExactly $log
            $entry.LineNumber | Should -Be 3
        }
        It 'say the limit that was reached' { (Get-FpmLogEntry $log -Event MaxChildrenReached).Limit | Should -Be 5 }
        It 'say the signal, the worker and its life' {
            $entry = Get-FpmLogEntry $log -Event ChildExitedOnSignal
            $entry.Signal | Should -Be 11
            $entry.SignalName | Should -Be 'SIGSEGV'
            $entry.ProcessId | Should -Be 120
            $entry.Duration | Should -Be ([timespan]::FromSeconds(12.5))
        }
        It 'say the script and the request' {
            $entry = Get-FpmLogEntry $log -Event ExecutionTimedOut
            $entry.Script | Should -Be '/srv/shop/slow.php'
            $entry.Request | Should -Be 'GET /slow.php?id=7'
        }
        It 'have the raw line' { @(Get-FpmLogEntry $log)[0].GetRawLine() | Should -BeExactly $lines[0] }
    }

    Context 'the slow log' {
        BeforeAll { $slow = Get-FpmLogEntry $slowLog }

        It 'is one record a request' { $slow | Should -HaveCount 1 }
        It 'says pool, worker and script' { "$($slow.Event) $($slow.Pool) $($slow.ProcessId) $($slow.Script)" | Should -Be 'SlowRequest www 130 /srv/www/report.php' }
        It 'has the calls, the innermost first' { $slow.Stack | ForEach-Object { "$_" } | Should -Be 'usleep() /srv/www/report.php:13', 'build() /srv/www/report.php:24' }
    }

    Context 'what it reads' {
        It 'takes wildcards' { Get-FpmLogEntry "$TestDrive/*fpm.log" | Should -HaveCount 6 }
        It 'takes -LiteralPath' { Get-FpmLogEntry -LiteralPath $log | Should -HaveCount 6 }
        It 'takes lines from the pipeline' { $lines | Get-FpmLogEntry | Should -HaveCount 6 }
        It 'takes the lines of a slow log from the pipeline' { ($slowLines | Get-FpmLogEntry).Stack | Should -HaveCount 2 }
        It 'does nothing for an empty pipeline' { @() | Get-FpmLogEntry -ErrorAction Stop | Should -BeNullOrEmpty }
        It 'takes the files of Get-ChildItem' -Tag 'Pwsh' { Get-ChildItem $log | Get-FpmLogEntry | Should -HaveCount 6 }
        It 'takes the lines of Get-Content' -Tag 'Pwsh' { Get-Content $log | Get-FpmLogEntry | Should -HaveCount 6 }
    }

    Context 'what it chooses' {
        It 'a pool' { Get-FpmLogEntry $log -Pool shop | Should -HaveCount 2 }
        It 'pools by wildcards' { Get-FpmLogEntry $log -Pool 'w*' | Should -HaveCount 1 }
        It 'a level' { Get-FpmLogEntry $log -Level Error | Should -HaveCount 1 }
        It 'several levels' { Get-FpmLogEntry $log -Level Warning, Error | Should -HaveCount 4 }
        It 'events' { Get-FpmLogEntry $log -Event MaxChildrenReached, ChildExitedOnSignal | Should -HaveCount 2 }
        It 'since a moment' { Get-FpmLogEntry $log -Since '2026-11-20 10:03' | Should -HaveCount 2 }
        It 'until a moment' { Get-FpmLogEntry $log -Until '2026-11-20 10:01' | Should -HaveCount 3 }
        It 'the last two' { Get-FpmLogEntry $log -Tail 2 | ForEach-Object { "$($_.Event)" } | Should -Be 'ExecutionTimedOut', 'SocketBindFailed' }
    }

    Context 'in pipelines' {
        It 'filters' { Get-FpmLogEntry $log | Where-Object Event -EQ MaxChildrenReached | ForEach-Object Pool | Should -Be 'www' }
        It 'groups' -Tag 'Pwsh' { (Get-FpmLogEntry $log | Group-Object Level | Where-Object Name -EQ 'Warning').Count | Should -Be 3 }
    }

    Context 'errors' {
        It 'a file that is not there' { { Get-FpmLogEntry "$TestDrive/none.log" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,Nginx502.Commands.GetFpmLogEntryCommand' }
        It 'an event that is misspelt names the right ones' { { Get-FpmLogEntry $log -Event MaxChildrenReachd } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*MaxChildrenReached*' }
        It 'a level that is none' { { Get-FpmLogEntry $log -Level Loud } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*Warning*' }
    }
}
