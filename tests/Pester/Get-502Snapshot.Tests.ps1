BeforeAll {
    . $PSScriptRoot/Common.ps1
    $snapshot = Get-502Snapshot -RootPath $server -WarningAction Ignore
}

Describe 'Get-502Snapshot' {
    Context 'the object' {
        It 'is typed' { $snapshot | Should -BeOfType ([Nginx502.GatewaySnapshot]) }
        It 'has both configurations' { $snapshot.Configuration.Pools | Should -Not -BeNullOrEmpty }
        It 'says of what it is' { $snapshot.RootPath | Should -Be $server }
        It 'has its text' { $snapshot.Json | Should -Match '"SchemaVersion": 1' }
        It 'masks secrets' { $snapshot.Json | Should -Not -Match 'DB_PASSWORD": "[^*]' }
    }

    Context 'errors' {
        It 'a directory that is not there' { { Get-502Snapshot -RootPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
        It 'a site of a copy' { { Get-502Snapshot -RootPath $server -Uri shop.example } | Should -Throw -ErrorId 'AmbiguousParameterSet,*' }
    }
}
