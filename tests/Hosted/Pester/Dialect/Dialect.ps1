# Pester's words for the bare engine; the files were checked by PesterSubset before. The semantics are those of Pester's
# sources (src/Pester.Runtime.ps1, src/functions/assertions). Names with __ keep clear of the variables of the tests.
param($__root, [string] $__path, [string] $__drive, [bool] $__run)

# A module, so that what a test runs through Should does not see the variables of Should.
$null = New-Module -Name PesterDialect -ArgumentList $__root {
    param($current)
    $ErrorActionPreference = 'Stop'

    function Add-Node($name, $body, $tags, $bound) {
        if ($bound.ContainsKey('ForEach') -and ($null -eq $bound.ForEach -or @($bound.ForEach).Count -eq 0)) { throw "-ForEach of '$name' is empty." }
        $items = if ($bound.ContainsKey('ForEach')) { $bound.ForEach } else { $null }
        foreach ($item in @($items)) { $script:current.Add($name, $body, $tags, $bound.ContainsKey('ForEach'), $item) }
    }

    function It([string] $Name, [scriptblock] $Body, [string[]] $Tag, [Alias('TestCases')] [object[]] $ForEach) {
        $null = Add-Node $Name $Body $Tag $PSBoundParameters
    }

    function Describe([string] $Name, [scriptblock] $Fixture, [string[]] $Tag, $ForEach) {
        $outer = $script:current
        try {
            foreach ($node in @(Add-Node $Name $null $Tag $PSBoundParameters)) {
                $script:current = $node
                $null = $Fixture.InvokeWithContext($null, $node.Variables())
            }
        }
        finally { $script:current = $outer }
    }

    $function:Context = $function:Describe

    function BeforeDiscovery([scriptblock] $Body) { . $Body }
    function BeforeAll([scriptblock] $Body) { $script:current.Hooks.Add('BeforeAll', $Body) }
    function BeforeEach([scriptblock] $Body) { $script:current.Hooks.Add('BeforeEach', $Body) }
    function AfterEach([scriptblock] $Body) { $script:current.Hooks.Add('AfterEach', $Body) }
    function AfterAll([scriptblock] $Body) { $script:current.Hooks.Add('AfterAll', $Body) }

    # Arrays element by element and nothing equals only nothing; the expected value is on the left, its type decides.
    function Test-Equal($actual, $expected, [bool] $exactly) {
        $actual = @($actual); $expected = @($expected)
        $isNothing = foreach ($side in $actual, $expected) { $side.Count -eq 0 -or ($side.Count -eq 1 -and $null -eq $side[0]) }
        if ($isNothing -contains $true) { return $isNothing -notcontains $false }
        if ($actual.Count -ne $expected.Count) { return $false }
        for ($i = 0; $i -lt $actual.Count; $i++) {
            $same = if ($actual[$i] -is [array] -or $expected[$i] -is [array]) { Test-Equal $actual[$i] $expected[$i] $exactly }
            elseif ($exactly) { $expected[$i] -ceq $actual[$i] } else { $expected[$i] -eq $actual[$i] }
            if (-not $same) { return $false }
        }
        $true
    }

    function Test-NullOrEmpty($actual) {
        if ($null -eq $actual -or $actual.Count -eq 0) { return $true }
        if ($actual.Count -gt 1) { return $false }
        if ($actual[0] -is [hashtable]) { $actual[0].Count -eq 0 } else { [string]::IsNullOrEmpty($actual[0]) }
    }

    function Resolve-Type($name) { ($name -replace '^\[(.*)\]$', '$1') -as [type] ?? $(throw "There is no type $name.") }

    function Get-Thrown($action) {
        if ($action -isnot [scriptblock]) { throw [ArgumentException] 'Throw needs a script block.' }
        try { $null = & $action } catch { $_ }
    }

    function Test-Thrown($thrown, $message, $id, $type) {
        $null -ne $thrown -and (-not $type -or $thrown.Exception -is $type) -and (-not $id -or $thrown.FullyQualifiedErrorId -like $id) -and
            ([string]::IsNullOrWhiteSpace($message) -or $thrown.Exception.Message -like $message)
    }

    # An order and its opposite are asked separately: with $null or NaN both can be false.
    $tests = @{
        Be = { Test-Equal $actual $ExpectedValue $false }
        BeExactly = { Test-Equal $actual $ExpectedValue $true }
        BeNullOrEmpty = { Test-NullOrEmpty $actual }
        Contain = { $actual -contains $ExpectedValue }
        HaveCount = { $ExpectedValue -lt 0 ? $(throw 'A count is not negative.') : ($null -eq $actual ? 0 : $actual.Count) -eq [int]$ExpectedValue }
        BeTrue = { [bool]$actual }
        BeFalse = { -not $actual }
        BeIn = { $ExpectedValue -contains $actual }
        BeLike = { $actual -like $ExpectedValue }
        Match = { $actual -match $ExpectedValue }
        MatchExactly = { $actual -cmatch $ExpectedValue }
        BeOfType = { $actual -is ($ExpectedValue -is [type] ? $ExpectedValue : (Resolve-Type $ExpectedValue)) }
        BeGreaterThan = { $Not ? $actual -gt $ExpectedValue : -not ($actual -le $ExpectedValue) }
        BeGreaterOrEqual = { $Not ? $actual -ge $ExpectedValue : -not ($actual -lt $ExpectedValue) }
        BeLessThan = { $Not ? $actual -lt $ExpectedValue : -not ($actual -ge $ExpectedValue) }
        BeLessOrEqual = { $Not ? $actual -le $ExpectedValue : -not ($actual -gt $ExpectedValue) }
        Exist = { $ExecutionContext.SessionState.InvokeProvider.Item.Exists($actual) }
        Throw = { $Not ? $null -ne $thrown : (Test-Thrown $thrown ($ExpectedMessage ? $ExpectedMessage : $ExpectedValue) $ErrorId $ExceptionType) }
    }

    function Format-Value($value) {
        if ($value -is [array]) { '@(' + (@(foreach ($item in $value) { Format-Value $item }) -join ', ') + ')' }
        elseif ($null -eq $value) { '$null' } elseif ($value -is [string]) { "'$value'" } else { "$value [$($value.GetType())]" }
    }

    function Should {
        param(
            [Parameter(ValueFromPipeline)] $InputObject, [Parameter(Position = 0)] $ExpectedValue, [switch] $Not, [string] $Because,
            [string] $ErrorId, [string] $ExpectedMessage, [type] $ExceptionType, [switch] $PassThru,
            [switch] $Be, [switch] $BeExactly, [switch] $BeNullOrEmpty, [switch] $Contain, [switch] $HaveCount, [switch] $BeTrue, [switch] $BeFalse,
            [switch] $BeIn, [switch] $BeLike, [switch] $Match, [switch] $MatchExactly, [switch] $BeOfType, [switch] $BeGreaterThan,
            [switch] $BeGreaterOrEqual, [switch] $BeLessThan, [switch] $BeLessOrEqual, [switch] $Exist, [switch] $Throw)
        begin { $all = [Collections.Generic.List[psobject]]::new() }
        process { $all.Add($InputObject) }
        end {
            $operator = @($PSBoundParameters.Keys).Where{ $tests.ContainsKey($_) }[0]
            $takesAll = $operator -in 'Be', 'BeExactly', 'BeNullOrEmpty', 'Contain', 'HaveCount'
            $subjects = [Collections.Generic.List[object]]::new()
            if ($all.Count -eq 0) { $subjects.Add($null) } elseif ($takesAll) { $subjects.Add($all.ToArray()) } else { $subjects.AddRange($all) }
            foreach ($actual in $subjects) {
                $thrown = if ($Throw) { Get-Thrown $actual }
                if ([bool](. $tests[$operator]) -eq $Not) {
                    $message = "Expected$($Not ? ' not' : '') $operator $(Format-Value ($ExpectedValue ?? $ErrorId ?? $ExpectedMessage)), but got $(Format-Value ($thrown ? "$($thrown.FullyQualifiedErrorId): $thrown" : $actual)). $Because"
                    throw [Management.Automation.ErrorRecord]::new([Exception]::new($message), 'PesterAssertionFailed', 'InvalidResult', $null)
                }
                if ($PassThru) { $thrown }
            }
        }
    }
}

$__judge = @{ Node = $__root }
$ExecutionContext.InvokeCommand.CommandNotFoundAction = {
    $__judge.Node.Errors.Add([Management.Automation.ErrorRecord]::new([Exception]::new("The bare engine has no '$($args[0])': -Tag Pwsh."), 'NotInEngine', 'ObjectNotFound', $null))
}

$__test = {
    param($__node)
    $__judge.Node = $__node
    foreach ($__variable in $__node.Variables()) { $ExecutionContext.SessionState.PSVariable.Set($__variable.Name, $__variable.Value) }
    try {
        foreach ($__hook in $__node.Inherited('BeforeEach')) { . $__hook }
        $__node.ExpandedName = . ([scriptblock]::Create($__node.NameTemplate))
        . $__node.Body
        $__node.HasRun = $true
    }
    catch { $__node.Errors.Add($_) }
    finally {
        $__hooks = [Collections.Generic.List[scriptblock]] $__node.Inherited('AfterEach'); $__hooks.Reverse()
        foreach ($__hook in $__hooks) { try { . $__hook } catch { $__node.Errors.Add($_) } }
    }
}

# Scopes as in Pester: a block's hooks are dotted into the block's scope, in which its tests and blocks get scopes of their own.
$__block = {
    param($__node)
    $__judge.Node = $__node
    foreach ($__variable in $__node.Variables()) { $ExecutionContext.SessionState.PSVariable.Set($__variable.Name, $__variable.Value) }
    $__kept = [IO.Directory]::GetFileSystemEntries($TestDrive, '*', 'AllDirectories')
    try {
        if ($__node.Hooks['BeforeAll']) { . $__node.Hooks['BeforeAll'] }
        $__node.ExpandedName = . ([scriptblock]::Create($__node.NameTemplate))
        foreach ($__child in $__node.Children) { & $($__child.Body ? $__test : $__block) $__child }
        $__node.HasRun = $true
    }
    catch { $__node.Errors.Add($_) }
    finally {
        $__judge.Node = $__node
        try { if ($__node.Hooks['AfterAll']) { . $__node.Hooks['AfterAll'] } } catch { $__node.Errors.Add($_) }
        foreach ($__item in [IO.Directory]::GetFileSystemEntries($TestDrive, '*', 'AllDirectories')) {
            if ($__item -in $__kept) { continue }
            if ([IO.Directory]::Exists($__item)) { [IO.Directory]::Delete($__item, $true) } elseif ([IO.File]::Exists($__item)) { [IO.File]::Delete($__item) }
        }
    }
}

& { $ErrorActionPreference = 'Stop'; . $__path }
if ($__run) {
    $__root.RemovePwsh()
    $global:TestDrive = $__drive
    $null = $ExecutionContext.SessionState.Drive.New([Management.Automation.PSDriveInfo]::new('TestDrive', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $__drive, '', $null), 'Global')
    & $__block $__root
}
