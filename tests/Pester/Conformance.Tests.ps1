# What the dialect of tests/Hosted must do as Pester does. Tests with 'fails' in their name, and those in a block with
# it, fail on purpose: the verdicts of real Pester are in tests/data/pester/conformance.expected.json.

BeforeAll {
    $rootValue = 'root'
    $script:scriptValue = 'script'
    $changed = 'by root'
    function Get-RootThing { "thing of $rootValue" }
}

AfterAll {
    $rootValue = $null
}

Describe 'Variables' -Tag 'Conformance' {
    BeforeAll { $blockValue = 'block'; $changed = 'by block' }
    BeforeEach { $eachValue = "each $blockValue"; $list = @('before') }

    It 'come from the file' { $rootValue | Should -Be 'root' }
    It 'come from the block' { $blockValue | Should -Be 'block' }
    It 'come from BeforeEach, in the scope of the test' { $eachValue | Should -Be 'each block'; $list += 'it'; $list | Should -HaveCount 2 }
    It 'are made anew by BeforeEach' { $list | Should -HaveCount 1 }
    It 'of the script scope' { $script:scriptValue | Should -Be 'script'; $script:scriptValue = 'changed' }
    It 'of the script scope stay changed' { $script:scriptValue | Should -Be 'changed' }
    It 'are shadowed by the block' { $changed | Should -Be 'by block' }
    It 'of a test end with it' { $mine = 1; $mine | Should -Be 1 }
    It 'of another test are not seen' { $mine | Should -BeNullOrEmpty }
    It 'fails with those of another test' { $mine | Should -Be 1 }
    It 'do not come from Should' { $ExpectedValue = 'own'; { throw $ExpectedValue } | Should -Throw 'own' }
    It 'do not come from Should with its names' { $actual = 'own'; $operator = 'own'; { throw "$actual $operator" } | Should -Throw 'own own' }
    It 'keep functions' { Get-RootThing | Should -Be 'thing of root' }
    It 'keep their own file' { [IO.Path]::GetFileName($PSScriptRoot) | Should -Be 'Pester' }

    Context 'nested' {
        BeforeAll { $blockValue += ' inner' }

        It 'are changed for the inner block' { $blockValue | Should -Be 'block inner' }
        It 'of the outer BeforeEach see the inner value' { $eachValue | Should -Be 'each block inner' }
    }

    It 'are as before after the inner block' { $blockValue | Should -Be 'block' }
}

Describe 'Order' -Tag 'Conformance' {
    BeforeAll { $script:trace = @('BeforeAll') }
    BeforeEach { $script:trace += 'BeforeEach' }
    AfterEach { $script:trace += 'AfterEach' }
    AfterAll { $script:trace += 'AfterAll' }

    It 'first' { $script:trace += 'It'; $script:trace -join ' ' | Should -Be 'BeforeAll BeforeEach It' }
    It 'second' { $script:trace -join ' ' | Should -Be 'BeforeAll BeforeEach It AfterEach BeforeEach' }

    Context 'inner' {
        BeforeAll { $script:trace = @('inner BeforeAll') }
        BeforeEach { $script:trace += 'inner BeforeEach' }
        AfterEach { $script:trace += 'inner AfterEach' }
        AfterAll { $script:trace += 'inner AfterAll' }

        It 'third' { $script:trace -join ' ' | Should -Be 'inner BeforeAll BeforeEach inner BeforeEach' }
        It 'fourth fails and AfterEach follows' { $script:trace = @(); throw 'on purpose' }
        It 'fifth' { $script:trace -join ' ' | Should -Be 'inner AfterEach AfterEach BeforeEach inner BeforeEach' }
    }

    It 'sixth' { $script:trace[-2..-1] -join ' ' | Should -Be 'inner AfterAll BeforeEach' }
}

Describe 'Variables in what comes after' -Tag 'Conformance' {
    BeforeAll { $script:seen = @(); $ofBlock = 'block' }

    Context 'inner' {
        AfterEach { $script:seen += "$ofTest $ofBlock" }
        AfterAll { $script:seen += "all $ofBlock$ofTest" }

        It 'a test with a variable' { $ofTest = 'test' }
    }

    It 'were seen by AfterEach and AfterAll' { $script:seen | Should -Be 'test block', 'all block' }
}

Describe 'After the blocks' -Tag 'Conformance' {
    It 'AfterAll was last' { $script:trace[-1] | Should -Be 'AfterAll' }
}

Describe 'Hooks that fail' -Tag 'Conformance' {
    Context 'BeforeEach' {
        BeforeEach { throw 'on purpose' }
        AfterEach { $script:afterEach = $true }

        It 'fails before the body' { $script:bodyRan = $true }
    }

    Context 'after BeforeEach' {
        It 'did not run the body' { $script:bodyRan | Should -BeNullOrEmpty }
        It 'ran AfterEach' { $script:afterEach | Should -BeTrue }
    }

    Context 'AfterEach' {
        AfterEach { throw 'on purpose' }

        It 'fails after the body' { 1 | Should -Be 1 }
    }

    Context 'BeforeAll fails' {
        BeforeAll { throw 'on purpose' }
        AfterAll { $script:afterAll = $true }

        It 'and with it the test' { $script:beforeAllBodyRan = $true }

        Context 'nested' {
            It 'and with it the nested test' { 1 | Should -Be 1 }
        }
    }

    Context 'after BeforeAll' {
        It 'ran no test' { $script:beforeAllBodyRan | Should -BeNullOrEmpty }
        It 'ran AfterAll' { $script:afterAll | Should -BeTrue }
    }

    Context 'AfterAll throws' {
        AfterAll { throw 'on purpose' }

        It 'and the test still passes' { 1 | Should -Be 1 }
    }
}

Describe 'Errors' -Tag 'Conformance' {
    It 'that do not terminate do not fail' { Get-Module -ListAvailable -FullyQualifiedName @{ ModuleName = 'None'; ModuleVersion = '1.0' }; Import-Module NotThere -ErrorAction SilentlyContinue }
    It 'that do not terminate, shown, do not fail' { Import-Module NotThere -ErrorAction Continue; 1 | Should -Be 1 }
    It 'fails by a method that throws' { [int]::Parse('x') }
    It 'fails by ErrorAction Stop' { Import-Module NotThereAtAll -ErrorAction Stop }
    It 'that are caught do not fail' { try { throw 'x' } catch { $_.Exception.Message | Should -Be 'x' } }
    It 'fails at the first Should' { 1 | Should -Be 2; $script:afterShould = $true }
    It 'does not go on after a failed Should' { $script:afterShould | Should -BeNullOrEmpty }
    It 'of Should can be caught' { try { 1 | Should -Be 2 } catch { $caught = $_.FullyQualifiedErrorId }; $caught | Should -Be 'PesterAssertionFailed' }
    It 'of Should are thrown' { { 1 | Should -Be 2 } | Should -Throw -ErrorId 'PesterAssertionFailed' }
    It 'passes when empty' { }
    It 'returns early' { return; throw 'never' }
}

Describe 'Data' -Tag 'Conformance' {
    BeforeDiscovery {
        $cases = @(
            @{ Left = 1; Right = 2; Sum = 3 }
            @{ Left = 2; Right = 2; Sum = 5 }
        )
        $words = 'one', 'two'
    }

    It 'adds <Left> and <Right>, which fails for <Sum> = 5' -ForEach $cases { $Left + $Right | Should -Be $Sum }
    It 'the same by -TestCases: <Left>, fails for 2' -TestCases $cases { $_.Left + $_.Right | Should -Be $Sum }
    It 'takes <_>' -ForEach $words { $_ | Should -BeIn 'one', 'two' }
    It 'takes members: <_.Length>' -ForEach 'a', 'bb' { $_.Length | Should -BeLessOrEqual 2 }
    It 'keeps `$ and "quotes" literally' { 1 | Should -Be 1 }
    It 'has no discovery variables when it runs' { $words | Should -BeNullOrEmpty }

    Context 'block of <_>' -ForEach $words {
        BeforeAll { $inBeforeAll = $_ }

        It 'knows it' { $inBeforeAll | Should -BeIn 'one', 'two' }
        It 'knows <inBeforeAll> and <number>, fails for two' -ForEach @{ number = 1 }, @{ number = 2 } { $inBeforeAll | Should -Be 'one'; $number | Should -BeGreaterThan 0 }
    }

    Context 'table <Name>' -ForEach @{ Name = 'x'; Value = 1 }, @{ Name = 'y'; Value = 2 } {
        It 'gives variables, fails for y' { $Value | Should -Be 1 }
        It 'at discovery too: <_>' -ForEach $Value { $_ | Should -BeIn 1, 2 }
    }
}

Describe 'TestDrive' -Tag 'Conformance' {
    BeforeAll { [IO.File]::WriteAllText("$TestDrive/outer.txt", 'outer') }

    It 'is an empty folder of its own with what the block made' { [IO.Directory]::GetFileSystemEntries($TestDrive) | Should -HaveCount 1 }
    It 'keeps what a test makes' { [IO.File]::WriteAllText("$TestDrive/test.txt", ''); "$TestDrive/test.txt" | Should -Exist }
    It 'kept it' { "$TestDrive/test.txt" | Should -Exist }
    It 'is a drive' { 'TestDrive:/outer.txt' | Should -Exist }
    It 'is a string' { $TestDrive | Should -BeOfType [string] }

    Context 'inner' {
        It 'makes a folder' { $null = [IO.Directory]::CreateDirectory("$TestDrive/inner/deep"); [IO.File]::WriteAllText("$TestDrive/inner/deep/file", ''); "$TestDrive/inner/deep/file" | Should -Exist }
    }

    It 'lost what the inner block made' { "$TestDrive/inner" | Should -Not -Exist }
    It 'kept its own' { "$TestDrive/outer.txt" | Should -Exist }
}

Describe 'Should -Be' -Tag 'Conformance' {
    It 'ignores case' { 'a' | Should -Be 'A' }
    It 'fails for another text' { 'a' | Should -Be 'b' }
    It 'converts to the type of the expected value' { '1' | Should -Be 1 }
    It 'converts to text' { 1 | Should -Be '1' }
    It 'fails where 1.0 is asked of the text' { 1 | Should -Be '1.0' }
    It 'true equals text that is not empty' { 'x' | Should -Be $true }
    It 'fails since text is compared with the text True' { $true | Should -Be 'x' }
    It 'compares arrays' { 1, 2 | Should -Be 1, 2 }
    It 'fails for arrays in another order' { 1, 2 | Should -Be 2, 1 }
    It 'fails for arrays of another length' { 1, 2 | Should -Be 1, 2, 3 }
    It 'unwraps an array of one' { @(1) | Should -Be 1 }
    It 'fails for one of two' { 1, 1 | Should -Be 1 }
    It 'compares nested arrays' { @(1, @(2, 3)) | Should -Be @(1, @(2, 3)) }
    It 'fails for other nested arrays' { @(1, @(2, 3)) | Should -Be @(1, @(2, 4)) }
    It 'fails for an array sent whole' { , @(1, 2) | Should -Be @(1, 2) }
    It 'null equals null' { $null | Should -Be $null }
    It 'null equals the empty array' { @() | Should -Be $null }
    It 'the array of a null equals null' { @($null) | Should -Be @() }
    It 'fails for null and the empty text' { $null | Should -Be '' }
    It 'fails for null and 0' { $null | Should -Be 0 }
    It 'fails for the array of two nulls' { @($null, $null) | Should -Be $null }
    It 'negated' { 1 | Should -Not -Be 2 }
    It 'negated fails' { 1 | Should -Not -Be 1 }
    It 'negated null' { 1 | Should -Not -Be $null }
    It 'takes negative numbers' { -1 | Should -Be -1 }
    It 'compares dates' { [datetime]'2026-01-02' | Should -Be ([datetime]'2026-01-02') }
    It 'compares enumerations with names' { [DayOfWeek]::Monday | Should -Be 'Monday' }
    It 'fails for two hashtables' { @{ a = 1 } | Should -Be @{ a = 1 } }
    It 'compares an object with itself' { $table = @{ a = 1 }; $table | Should -Be $table }
    It 'compares types' { [int] | Should -Be ([int]) }
    It 'compares output of a command' { 1..3 | ForEach-Object { $_ * 2 } | Should -Be 2, 4, 6 }
    It 'takes a reason' { 1 | Should -Be 1 -Because 'it is one' }
    It 'takes a reason and fails' { 1 | Should -Be 2 -Because 'two is expected' }
    It 'takes parameters in any order' { 1 | Should -Because 'it is' -Not -Be 2 }
    It 'fails for NaN' { [double]::NaN | Should -Be ([double]::NaN) }
}

Describe 'Should -BeExactly' -Tag 'Conformance' {
    It 'same case' { 'a' | Should -BeExactly 'a' }
    It 'fails for another case' { 'a' | Should -BeExactly 'A' }
    It 'negated' { 'a' | Should -Not -BeExactly 'A' }
    It 'arrays' { 'a', 'b' | Should -BeExactly 'a', 'b' }
    It 'fails for arrays with another case' { 'a', 'b' | Should -BeExactly 'a', 'B' }
    It 'converts all the same' { '1' | Should -BeExactly 1 }
}

Describe 'Should -BeNullOrEmpty' -Tag 'Conformance' {
    It 'null' { $null | Should -BeNullOrEmpty }
    It 'empty text' { '' | Should -BeNullOrEmpty }
    It 'empty array' { @() | Should -BeNullOrEmpty }
    It 'array of a null' { @($null) | Should -BeNullOrEmpty }
    It 'nothing at all' { & { } | Should -BeNullOrEmpty }
    It 'fails for a blank' { ' ' | Should -BeNullOrEmpty }
    It 'fails for 0' { 0 | Should -BeNullOrEmpty }
    It 'fails for false' { $false | Should -BeNullOrEmpty }
    It 'fails for two nulls' { @($null, $null) | Should -BeNullOrEmpty }
    It 'fails for text' { 'x' | Should -BeNullOrEmpty }
    It 'empty table' { @{} | Should -BeNullOrEmpty }
    It 'fails for a table' { @{ a = 1 } | Should -BeNullOrEmpty }
    It 'negated' { 'x' | Should -Not -BeNullOrEmpty }
    It 'negated fails' { '' | Should -Not -BeNullOrEmpty }
}

Describe 'Should -BeTrue and -BeFalse' -Tag 'Conformance' {
    It 'true' { $true | Should -BeTrue }
    It 'text is true' { 'x' | Should -BeTrue }
    It 'one is true' { 1 | Should -BeTrue }
    It 'fails for false' { $false | Should -BeTrue }
    It 'fails for null' { $null | Should -BeTrue }
    It 'fails for nothing' { @() | Should -BeTrue }
    It 'negated true' { 0 | Should -Not -BeTrue }
    It 'fails for one false among many' { $true, $false | Should -BeTrue }
    It 'false' { $false | Should -BeFalse }
    It 'null is false' { $null | Should -BeFalse }
    It 'nothing is false' { @() | Should -BeFalse }
    It 'fails for the text False' { 'False' | Should -BeFalse }
    It 'negated false' { 1 | Should -Not -BeFalse }
    It 'negated false fails' { '' | Should -Not -BeFalse }
}

Describe 'Should with an order' -Tag 'Conformance' {
    It 'greater' { 2 | Should -BeGreaterThan 1 }
    It 'greater fails when equal' { 1 | Should -BeGreaterThan 1 }
    It 'greater or equal' { 1 | Should -BeGreaterOrEqual 1 }
    It 'greater or equal fails' { 0 | Should -BeGreaterOrEqual 1 }
    It 'less' { 1 | Should -BeLessThan 2 }
    It 'less fails when equal' { 1 | Should -BeLessThan 1 }
    It 'less or equal' { 1 | Should -BeLessOrEqual 1 }
    It 'less or equal fails' { 2 | Should -BeLessOrEqual 1 }
    It 'negated greater' { 1 | Should -Not -BeGreaterThan 1 }
    It 'negated greater fails' { 2 | Should -Not -BeGreaterThan 1 }
    It 'negated less' { 1 | Should -Not -BeLessThan 1 }
    It 'negated less fails' { 0 | Should -Not -BeLessThan 1 }
    It 'negated greater or equal' { 0 | Should -Not -BeGreaterOrEqual 1 }
    It 'negated greater or equal fails' { 1 | Should -Not -BeGreaterOrEqual 1 }
    It 'negated less or equal' { 2 | Should -Not -BeLessOrEqual 1 }
    It 'negated less or equal fails' { 1 | Should -Not -BeLessOrEqual 1 }
    It 'each of many' { 2, 3 | Should -BeGreaterThan 1 }
    It 'each of many fails' { 2, 1 | Should -BeGreaterThan 1 }
    It 'null is less' { $null | Should -BeLessThan 1 }
    It 'durations' { [timespan]::FromSeconds(1) | Should -BeLessThan ([timespan]::FromSeconds(2)) }
    It 'text by the alphabet' { 'b' | Should -BeGreaterThan 'a' }
    It 'NaN is greater' { [double]::NaN | Should -BeGreaterThan 1 }
    It 'NaN is less' { [double]::NaN | Should -BeLessThan 1 }
    It 'NaN is not greater' { [double]::NaN | Should -Not -BeGreaterThan 1 }
    It 'NaN is greater or equal' { [double]::NaN | Should -BeGreaterOrEqual 1 }
    It 'NaN is less or equal' { [double]::NaN | Should -BeLessOrEqual 1 }
    It 'NaN is not less' { [double]::NaN | Should -Not -BeLessThan 1 }
    It 'NaN is not greater or equal' { [double]::NaN | Should -Not -BeGreaterOrEqual 1 }
    It 'NaN is not less or equal' { [double]::NaN | Should -Not -BeLessOrEqual 1 }
}

Describe 'Should with text' -Tag 'Conformance' {
    It 'like' { 'abc' | Should -BeLike 'A*' }
    It 'like fails' { 'abc' | Should -BeLike 'b*' }
    It 'not like' { 'abc' | Should -Not -BeLike 'b*' }
    It 'not like fails' { 'abc' | Should -Not -BeLike '*c' }
    It 'match' { 'abc' | Should -Match 'B' }
    It 'match fails' { 'abc' | Should -Match '^b' }
    It 'not match' { 'abc' | Should -Not -Match '^b' }
    It 'not match fails' { 'abc' | Should -Not -Match 'c$' }
    It 'match each' { 'ab', 'bc' | Should -Match 'b' }
    It 'match each fails' { 'ab', 'cd' | Should -Match 'b' }
    It 'match exactly' { 'abc' | Should -MatchExactly 'b' }
    It 'match exactly fails' { 'abc' | Should -MatchExactly 'B' }
    It 'not match exactly' { 'abc' | Should -Not -MatchExactly 'B' }
    It 'match of nothing fails' { $null | Should -Match 'x' }
}

Describe 'Should with types' -Tag 'Conformance' {
    It 'by type' { 1 | Should -BeOfType ([int]) }
    It 'by bare word' { 1 | Should -BeOfType [int] }
    It 'by name' { 1 | Should -BeOfType 'System.Int32' }
    It 'by base type' { [ArgumentNullException]::new() | Should -BeOfType ([Exception]) }
    It 'fails for another type' { 1 | Should -BeOfType ([string]) }
    It 'each item' { 1, 2 | Should -BeOfType ([int]) }
    It 'each item fails' { 1, 'x' | Should -BeOfType ([int]) }
    It 'null fails' { $null | Should -BeOfType ([int]) }
    It 'negated' { 1 | Should -Not -BeOfType ([string]) }
    It 'negated fails' { 1 | Should -Not -BeOfType ([int]) }
    It 'fails for a type that is not there' { 1 | Should -BeOfType 'No.Such.Type' }
}

Describe 'Should with collections' -Tag 'Conformance' {
    It 'count' { 1, 2 | Should -HaveCount 2 }
    It 'count of none' { @() | Should -HaveCount 0 }
    It 'count of nothing' { & { } | Should -HaveCount 0 }
    It 'count of null fails to be 0' { $null | Should -HaveCount 0 }
    It 'count of one' { 'x' | Should -HaveCount 1 }
    It 'count fails' { 1, 2 | Should -HaveCount 3 }
    It 'not count' { 1, 2 | Should -Not -HaveCount 3 }
    It 'not count fails' { 1, 2 | Should -Not -HaveCount 2 }
    It 'negative count fails' { 1 | Should -HaveCount -1 }
    It 'negative count negated fails' { 1 | Should -Not -HaveCount -1 }
    It 'contain' { 1, 2 | Should -Contain 2 }
    It 'contain ignores case' { 'a', 'b' | Should -Contain 'B' }
    It 'contain fails' { 1, 2 | Should -Contain 3 }
    It 'not contain' { 1, 2 | Should -Not -Contain 3 }
    It 'not contain fails' { 1, 2 | Should -Not -Contain 2 }
    It 'contain of one' { 1 | Should -Contain 1 }
    It 'in' { 1 | Should -BeIn 1, 2 }
    It 'in ignores case' { 'a' | Should -BeIn 'A' }
    It 'in fails' { 3 | Should -BeIn 1, 2 }
    It 'not in' { 3 | Should -Not -BeIn 1, 2 }
    It 'not in fails' { 1 | Should -Not -BeIn 1, 2 }
    It 'each in' { 1, 2 | Should -BeIn 1, 2, 3 }
    It 'each in fails' { 1, 4 | Should -BeIn 1, 2, 3 }
}

Describe 'Should -Throw' -Tag 'Conformance' {
    It 'any' { { throw 'x' } | Should -Throw }
    It 'fails when nothing is thrown' { { 1 } | Should -Throw }
    It 'message' { { throw 'the message' } | Should -Throw 'the message' }
    It 'message by wildcard' { { throw 'the message' } | Should -Throw 'the*' }
    It 'fails for a part of the message' { { throw 'the message' } | Should -Throw 'the' }
    It 'message by name' { { throw 'the message' } | Should -Throw -ExpectedMessage '*message' }
    It 'fails for another message' { { throw 'the message' } | Should -Throw -ExpectedMessage 'other' }
    It 'id' { { throw [Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'MyId', 'NotSpecified', $null) } | Should -Throw -ErrorId 'MyId' }
    It 'id by wildcard' { { Import-Module NotThereAtAll -ErrorAction Stop } | Should -Throw -ErrorId '*,Microsoft.PowerShell.Commands.ImportModuleCommand' }
    It 'fails for a part of the id' { { Import-Module NotThereAtAll -ErrorAction Stop } | Should -Throw -ErrorId 'Microsoft.PowerShell.Commands.ImportModuleCommand' }
    It 'fails for another id' { { throw 'x' } | Should -Throw -ErrorId 'MyId' }
    It 'type' { { [int]::Parse('x') } | Should -Throw -ExceptionType ([Management.Automation.MethodInvocationException]) }
    It 'fails for another type' { { throw 'x' } | Should -Throw -ExceptionType ([ArgumentException]) }
    It 'fails by one of two' { { throw 'x' } | Should -Throw -ExpectedMessage 'x' -ErrorId 'other' }
    It 'negated' { { 1 } | Should -Not -Throw }
    It 'negated fails' { { throw 'x' } | Should -Not -Throw }
    It 'gives the error' { $thrown = { throw 'x' } | Should -Throw -PassThru; $thrown.Exception.Message | Should -Be 'x' }
    It 'fails for what is not a script block' { 1 | Should -Throw }
    It 'negated fails for what is not a script block' { 1 | Should -Not -Throw }
    It 'sees the variables of the test' { $word = 'mine'; { throw $word } | Should -Throw 'mine' }
    It 'runs in a scope of its own' { $number = 1; { $number = 2 } | Should -Not -Throw; $number | Should -Be 1 }
    It 'fails for errors that do not terminate' { { Import-Module NotThereAtAll -ErrorAction SilentlyContinue } | Should -Throw }
}

Describe 'Should -Exist' -Tag 'Conformance' {
    It 'a folder' { $PSScriptRoot | Should -Exist }
    It 'a file' { "$PSScriptRoot/Conformance.Tests.ps1" | Should -Exist }
    It 'fails for nothing' { "$PSScriptRoot/no.such.file" | Should -Exist }
    It 'negated' { "$PSScriptRoot/no.such.file" | Should -Not -Exist }
    It 'negated fails' { $PSScriptRoot | Should -Not -Exist }
    It 'by wildcard' { "$PSScriptRoot/Conformance*" | Should -Exist }
}

Describe 'Only with pwsh' -Tag 'Conformance' {
    BeforeAll { $script:beforePwsh = $true }

    It 'has the cmdlets of pwsh' -Tag 'Pwsh' { 1, 2 | Select-Object -First 1 | Should -Be 1 }

    Context 'a block of its own' -Tag 'Pwsh' {
        It 'has them too' { 2, 1 | Sort-Object | Should -Be 1, 2 }
    }
}
