namespace Nginx502.HostedTests.Pester;

/// <summary>What is not in the written subset of Pester fails, loudly and with its place; nothing passes by not being understood.</summary>
public sealed class SubsetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nginx502-subset-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("$x = 1")]
    [InlineData("using namespace System; Describe d { }")]
    [InlineData("param($x); Describe 'd' { }")]
    [InlineData("It 'x' { }")]
    [InlineData("BeforeEach { }")]
    [InlineData("AfterEach { }")]
    [InlineData("Describe 'd' { $x = 1 }")]
    [InlineData("Describe 'd' { foreach ($i in 1, 2) { It 'x' { } } }")]
    [InlineData("Describe 'd' { Get-Module }")]
    [InlineData("Describe 'd' { param($x) }")]
    [InlineData("Describe 'd' { process { } }")]
    [InlineData("Describe 'd' -Skip { }")]
    [InlineData("Describe 'd' -Fixture { }")]
    [InlineData("Describe \"d $x\" { }")]
    [InlineData("Describe @splat { }")]
    [InlineData("Describe 'd' { It 'x' }")]
    [InlineData("Describe 'd' { It 'x' -Skip { } }")]
    [InlineData("Describe 'd' { It 'x' -Pending { } }")]
    [InlineData("Describe 'd' { It 'x' -Tag:Pwsh { } }")]
    [InlineData("Describe 'd' { It -Name 'x' { } }")]
    [InlineData("Describe 'd' { It 'x' { param($a) } }")]
    [InlineData("Describe 'd' { It '<a + 1>' { } }")]
    [InlineData("Describe 'd' { It 'a `<b`>' { } }")]
    [InlineData("Describe 'd' { It 'x' { It 'y' { } } }")]
    [InlineData("Describe 'd' { It 'x' { Describe 'y' { } } }")]
    [InlineData("Describe 'd' { BeforeAll { BeforeEach { } } }")]
    [InlineData("Describe 'd' { BeforeAll { Mock Get-Module } }")]
    [InlineData("Describe 'd' { It 'x' { & { mock Get-Module { } } } }")]
    [InlineData("Describe 'd' { It 'x' { InModuleScope Nginx502 { } } }")]
    [InlineData("Describe 'd' { It 'x' { Set-ItResult -Skipped } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should-Be 1 } }")]
    [InlineData("Describe 'd' { It 'x' { Assert-MockCalled x } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should 1 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be 1 2 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -EQ 1 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be:1 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Not:$false -Be 1 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be 1 -BeTrue } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -BeTrue 1 } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be 1 -ErrorId x } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -HaveParameter x } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Invoke x } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should @splat } }")]
    [InlineData("Describe 'd' { It 'x' { Should -Be 1 -ActualValue 1 } }")]
    [InlineData("Describe 'd' { It 'x' { Should -BeTrue } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be 1 | ForEach-Object { } } }")]
    [InlineData("Describe 'd' { It 'x' { break } }")]
    [InlineData("Describe 'd' { It 'x' { foreach ($i in 1) { & { continue } } } }")]
    [InlineData("Describe 'd' { It 'x' { 1 | Should -Be 1 }")]
    public void Refuses(string script)
    {
        string path = Write(script);

        var refused = Assert.Throws<InvalidOperationException>(() => PesterFile.Discover(path));

        Assert.StartsWith("X.Tests.ps1:1: ", refused.Message);
    }

    [Theory]
    [InlineData("Describe 'd' { It 'x' -ForEach @() { } }", "is empty")]
    [InlineData("Describe 'd' -ForEach $null { It 'x' { } }", "is empty")]
    [InlineData("Describe 'd' { BeforeAll { }; BeforeAll { } }", "BeforeAll")]
    [InlineData("BeforeDiscovery { throw 'on purpose' }", "on purpose")]
    [InlineData("BeforeDiscovery { Import-Module NotThere }", "NotThere")]
    public void Refuses_at_discovery(string script, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidOperationException>(() => PesterFile.Discover(Write(script))).Message);

    [Theory]
    [InlineData("Get-Date")]
    [InlineData("try { Get-Date } catch { }")]
    [InlineData("{ Get-Date } | Should -Throw")]
    [InlineData("& ('Get-' + 'Date') 2> $null")]
    public void A_command_that_the_bare_engine_lacks_fails_the_test_whatever_it_expects(string body) =>
        Assert.Contains("Tag Pwsh", Single($"Describe 'd' {{ It 'x' {{ {body} }} }}").Failure);

    [Fact]
    public void A_test_that_did_not_come_to_its_end_has_not_passed() => Assert.NotNull(Single("Describe 'd' { It 'x' { exit 0 } }").Failure);

    [Fact]
    public void A_failure_tells_place_value_and_reason()
    {
        string? failure = Single("Describe 'd' { It 'x' { 1, 2 | Should -Be 1 -Because 'of one' } }").Failure;

        Assert.Contains("@(1 [int], 2 [int])", failure);
        Assert.Contains("of one", failure);
        Assert.Contains("X.Tests.ps1: line 1", failure);
    }

    [Fact]
    public void Tests_that_need_pwsh_are_known_and_not_run()
    {
        string path = Write("""
            Describe 'd' {
                BeforeAll { [IO.File]::WriteAllText("$PSScriptRoot/ran", '') }
                It 'a' -Tag 'Other', 'pwsh' { throw 'never' }
                Context 'c' -Tag 'Pwsh' { It 'b' { throw 'never' } }
            }
            """);

        Assert.Equal(["d.a", "d.c.b"], PesterFile.Discover(path).Tests.Where(test => test.NeedsPwsh).Select(test => test.Path));
        Assert.Empty(PesterFile.Run(path).Tests);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "ran")));
    }

    [Fact]
    public void The_dialect_has_at_most_400_lines()
    {
        string folder = Path.Combine(Hosting.Package.Repository, "tests", "Hosted", "Pester", "Dialect");

        Assert.InRange(Directory.GetFiles(folder).Sum(path => File.ReadLines(path).Count()), 1, 400);
    }

    private PesterNode Single(string script) => PesterFile.Run(Write(script)).Tests.Single();

    private string Write(string script)
    {
        string path = Path.Combine(_folder.FullName, "X.Tests.ps1");
        File.WriteAllText(path, script);
        return path;
    }
}
