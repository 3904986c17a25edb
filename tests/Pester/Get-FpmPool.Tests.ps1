BeforeAll {
    . $PSScriptRoot/Common.ps1
    $pools = @(Get-FpmPool -RootPath $server)
}

Describe 'Get-FpmPool' {
    Context 'the objects' {
        It 'are typed' { $pools | Should -BeOfType ([Nginx502.FpmPool]) }
        It 'are the pools of all files' { $pools | ForEach-Object Pool | Should -Be 'api', 'www' }
        It 'know their file and line' { "$($pools[1].ConfigurationPath):$($pools[1].LineNumber)" | Should -Be '/etc/php/8.2/fpm/pool.d/www.conf:2' }
        It 'have typed values' {
            $pools[1].MaxChildren | Should -Be 5
            "$($pools[1].ProcessManager)" | Should -Be 'Dynamic'
            $pools[1].ProcessIdleTimeout | Should -Be ([timespan]::FromSeconds(10))
        }
        It 'tell what is written from what is built in' {
            $pools[1].GetSetting('pm.max_children').IsDefault | Should -BeFalse
            $pools[1].GetSetting('pm.max_children').LineNumber | Should -Be 14
            $pools[1].GetSetting('pm.max_requests').IsDefault | Should -BeTrue
        }
        It 'hold no secret' { "$($pools[1].GetSetting('env[DB_PASSWORD]'))" | Should -Not -BeLike '*s3cr3t*' }
    }

    Context 'what it chooses' {
        It 'names' { (Get-FpmPool www -RootPath $server).Pool | Should -Be 'www' }
        It 'wildcards' { (Get-FpmPool 'a*' -RootPath $server).Pool | Should -Be 'api' }
        It 'a version of PHP' { Get-FpmPool -PhpVersion 8.2 -RootPath $server | Should -HaveCount 2 }
        It 'nothing for an empty pipeline' { @() | Get-FpmPool -RootPath $server -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a pool that is not there' { { Get-FpmPool shop -RootPath $server -ErrorAction Stop } | Should -Throw -ErrorId 'PoolNotFound,*' -ExpectedMessage '*www*' }
        It 'a root that is not there' { { Get-FpmPool -RootPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
        It 'a root that is a file' { { Get-FpmPool -RootPath "$server/etc/passwd" } | Should -Throw -ErrorId 'RootPathNotADirectory,*' }
    }
}
