BeforeAll {
    . $PSScriptRoot/Common.ps1
    $tree = [IO.Path]::Combine("$TestDrive", 'server')
    Copy-SampleServer $tree
    $nginx = [IO.Path]::Combine($tree, 'etc', 'nginx', 'nginx.conf')
    $fpm = [IO.Path]::Combine($tree, 'etc', 'php', '8.2', 'fpm', 'php-fpm.conf')
    $items = @(Test-502Checklist -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore)
}

Describe 'Test-502Checklist' {
    Context 'the objects' {
        It 'are typed' { $items | Should -BeOfType ([Nginx502.ChecklistItem]) }
        It 'have all four phases, in order' { $seen = @(''); foreach ($item in $items) { if ($seen[-1] -ne "$($item.Phase)") { $seen += "$($item.Phase)" } }; $seen -join ' ' | Should -Be ' Basic Configuration Resources Network' }
        It 'say what was looked at' { $items | Where-Object LookedAt -EQ '' | Should -BeNullOrEmpty }
        It 'say what was found' { $items | Where-Object Found -EQ '' | Should -BeNullOrEmpty }
        It 'have a remedy where they failed' { $items | Where-Object { "$($_.Status)" -eq 'Failed' -and -not $_.Remedy } | Should -BeNullOrEmpty }
        It 'tell the nginx that does not run' { "$(($items | Where-Object Check -EQ 'nginx status').Status)" | Should -Be 'Failed' }
    }

    Context 'what it chooses' {
        It 'a phase by its number' { @(Test-502Checklist 3 -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore).Phase | ForEach-Object { "$_" } | Where-Object { $_ -ne 'Resources' } | Should -BeNullOrEmpty }
        It 'a phase by its name' { @(Test-502Checklist net* -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore).Phase | ForEach-Object { "$_" } | Where-Object { $_ -ne 'Network' } | Should -BeNullOrEmpty }
        It 'one Boolean' { Test-502Checklist 1 -Quiet -NginxConfigPath $nginx -FpmConfigPath $fpm -WarningAction Ignore | Should -BeExactly $false }
        It 'nothing for an empty pipeline' { @() | Test-502Checklist -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a phase that is none' { { Test-502Checklist 5 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'a configuration that is not there' { { Test-502Checklist -NginxConfigPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*' }
    }
}
