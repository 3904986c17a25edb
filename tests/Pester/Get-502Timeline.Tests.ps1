BeforeAll {
    . $PSScriptRoot/Common.ps1
    $tree = [IO.Path]::Combine("$TestDrive", 'server')
    Copy-SampleServer $tree
    $nginx = [IO.Path]::Combine($tree, 'etc', 'nginx', 'nginx.conf')
    $fpm = [IO.Path]::Combine($tree, 'etc', 'php', '8.2', 'fpm', 'php-fpm.conf')
    [IO.File]::SetLastWriteTime($nginx, [datetime]::Now.AddMinutes(-5))
    $events = @(Get-502Timeline -Since 1h -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore)
}

Describe 'Get-502Timeline' {
    Context 'the objects' {
        It 'are typed' { $events | Should -BeOfType ([Nginx502.TimelineEvent]) }
        It 'tell the file that was written' { ($events | Where-Object Subject -EQ $nginx).Text | Should -Be 'it was written' }
        It 'are in order' { foreach ($i in 1..($events.Count - 1)) { $events[$i].Time -ge $events[$i - 1].Time | Should -Be $true } }
        It 'say where they are from' { $events | Where-Object Source -EQ '' | Should -BeNullOrEmpty }
        It 'have a local time' { $events | ForEach-Object { "$($_.Time.Kind)" } | Where-Object { $_ -ne 'Local' } | Should -BeNullOrEmpty }
    }

    Context 'what it chooses' {
        It 'a kind' { (Get-502Timeline FileChanged -Since 1h -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore).Kind | ForEach-Object { "$_" } | Where-Object { $_ -ne 'FileChanged' } | Should -BeNullOrEmpty }
        It 'nothing before -Until' { Get-502Timeline FileChanged -Since 2000-01-01 -Until 2000-01-02 -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore | Should -BeNullOrEmpty }
        It 'nothing for an empty pipeline' { @() | Get-502Timeline -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a kind that is none' { { Get-502Timeline Wonder } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'an end before the beginning' { { Get-502Timeline -Since 1h -Until 2h } | Should -Throw -ErrorId 'SinceAfterUntil,*' }
        It 'a configuration that is not there' { { Get-502Timeline -NginxConfigPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
    }
}
