#requires -Version 7.4 -Modules Pester
<#
Runs the tests of this folder in pwsh with Pester 5 or 6, on the built package, and ends with the number of failed tests.
The conformance tests fail on purpose: their verdicts are compared with the stored ones, which are Pester's own
(-RecordConformance stores them anew; do it with every Pester that the README names, and see that nothing changes).
#>
[CmdletBinding()]
param(
    [switch] $RecordConformance
)

$expectedPath = [IO.Path]::GetFullPath("$PSScriptRoot/../data/pester/conformance.expected.json")
$conformancePath = "$PSScriptRoot/Conformance.Tests.ps1"

$quiet = New-PesterConfiguration -Hashtable @{ Run = @{ Path = $conformancePath; PassThru = $true }; Output = @{ Verbosity = 'None' } }
$verdicts = [ordered]@{}
foreach ($test in (Invoke-Pester -Configuration $quiet 2> $null).Tests) { $verdicts[$test.ExpandedPath] = $test.Result }
$actual = (ConvertTo-Json $verdicts) + "`n"
if ($RecordConformance) {
    [IO.File]::WriteAllText($expectedPath, $actual)
    return
}

$expected = [IO.File]::ReadAllText($expectedPath)
if ($actual -cne $expected) {
    $changes = Compare-Object ($expected -split "`n") ($actual -split "`n") | Format-Table -AutoSize | Out-String
    Write-Error "Pester $((Get-Module Pester).Version) judges the conformance tests otherwise than $expectedPath says:`n$changes" -ErrorAction Continue
    exit 1
}

Write-Information "Pester $((Get-Module Pester).Version) judges the $($verdicts.Count) conformance tests as stored." -InformationAction Continue
$result = Invoke-Pester -Configuration (New-PesterConfiguration -Hashtable @{
        Run = @{ Path = $PSScriptRoot; ExcludePath = $conformancePath; PassThru = $true }
        Output = @{ Verbosity = 'Normal' }
    })

# The journal that Common.ps1 made for this process alone.
if ($env:NGINX502_STATE_DIRECTORY -match "/nginx502-test-$PID$" -and [IO.Directory]::Exists($env:NGINX502_STATE_DIRECTORY)) {
    [IO.Directory]::Delete($env:NGINX502_STATE_DIRECTORY, $true)
}

exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
