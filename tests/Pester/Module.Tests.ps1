BeforeAll {
    . $PSScriptRoot/Common.ps1
    $module = Get-Module Nginx502
}

Describe 'The module' {
    It 'comes from the built package' { $module.Path | Should -Match '/output/Nginx502/\d+\.\d+\.\d+/' }
    It 'has the version of its folder' { "$($module.Version)" | Should -Be ([IO.Path]::GetFileName($module.ModuleBase)) }
    It 'exports no function or variable' {
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
    }
    It 'lets its types be named' { [Nginx502.FpmEndpoint]::Parse('unix:/run/php/php8.2-fpm.sock') -eq '/run/php/php8.2-fpm.sock' | Should -BeTrue }
    It 'has nouns of the four families only' {
        foreach ($cmdlet in $module.ExportedCmdlets.Values) { $cmdlet.Noun | Should -MatchExactly '^(Nginx|Fpm|Gateway|502)' }
    }
    It 'can be removed and imported again' {
        Remove-Module Nginx502
        Get-Module Nginx502 | Should -BeNullOrEmpty
        . $PSScriptRoot/Common.ps1
        Get-Module Nginx502 | Should -HaveCount 1
    }
}
