# Invoke-ScriptAnalyzer -Path tests -Recurse -Settings tests/PSScriptAnalyzerSettings.psd1
@{
    # What BeforeAll sets is used in the blocks beside it, and Dialect.ps1 defines Pester's own words, with its parameters.
    ExcludeRules = @(
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSAvoidGlobalVars'
        'PSAvoidAssignmentToAutomaticVariable'
        'PSReviewUnusedParameter'
        'PSAvoidUsingPositionalParameters'
    )
}
