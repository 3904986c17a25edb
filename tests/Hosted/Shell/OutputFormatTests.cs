using System.Management.Automation;
using System.Text.Json;

namespace Nginx502.HostedTests.Shell;

/// <summary>Output for programs: JSON, JSON lines and CLIXML.</summary>
public sealed class OutputFormatTests
{
    [Theory]
    [InlineData("$null", "null")]
    [InlineData("'a\"b'", "\"a\\\"b\"")]
    [InlineData("\"é \u2713\"", "\"é \u2713\"")]
    [InlineData("[char]'x'", "\"x\"")]
    [InlineData("\"$([char]27)[31m\"", "\"\\u001B[31m\"")]
    [InlineData("$true", "true")]
    [InlineData("[long]::MaxValue", "9223372036854775807")]
    [InlineData("[ulong]::MaxValue", "18446744073709551615")]
    [InlineData("0.5", "0.5")]
    [InlineData("[double]::NaN", "\"NaN\"")]
    [InlineData("[bigint]::Pow(10, 30)", "1000000000000000000000000000000")]
    [InlineData("[datetime]::new(2026, 7, 1, 12, 30, 5, [DateTimeKind]::Utc)", "\"2026-07-01T12:30:05Z\"")]
    [InlineData("[timespan]::FromSeconds(90.5)", "\"00:01:30.5000000\"")]
    [InlineData("[DayOfWeek]::Monday", "\"Monday\"")]
    [InlineData("[System.IO.FileAccess]3", "\"ReadWrite\"")]
    [InlineData("[version]'1.2'", "\"1.2\"")]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[ipaddress]'::1'", "\"::1\"")]
    [InlineData("[uri]'http://h/?a=1&b'", "\"http://h/?a=1&b\"")]
    [InlineData(",@(1, $null, 'x')", "[1,null,\"x\"]")]
    [InlineData(",@()", "[]")]
    [InlineData("[ordered]@{ a = 1; b = @{ c = [DayOfWeek]::Friday } }", "{\"a\":1,\"b\":{\"c\":\"Friday\"}}")]
    [InlineData("[pscustomobject]@{ Time = [timespan]::Zero; List = 1, 2 }", "{\"Time\":\"00:00:00\",\"List\":[1,2]}")]
    [InlineData("[pscustomobject]@{ Type = [string]; Command = { 1 } }", "{\"Type\":\"System.String\",\"Command\":\" 1 \"}")]
    public void AValueAsJson(string expression, string expected)
    {
        ShellProgram.Result result = ShellProgram.Run("-OutputFormat", "JsonLines", expression);
        Assert.Equal(expected + "\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void JsonIsOneArrayOfAllOutput()
    {
        ShellProgram.Result result = ShellProgram.Run("-OutputFormat", "Json", "1; 'two'; [pscustomobject]@{ Three = 3 }");
        JsonElement[] items = [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
        Assert.Equal(3, items.Length);
        Assert.Equal(3, items[2].GetProperty("Three").GetInt32());
        Assert.Equal("[]", ShellProgram.Run("-OutputFormat", "Json", "if ($false) { 1 }").Output.ReplaceLineEndings(""));
    }

    [Fact]
    public void AGetterThatThrowsIsNull()
    {
        ShellProgram.Result result = ShellProgram.Run(
            "-OutputFormat", "JsonLines",
            "class Broken { [int]$Good = 1 }; $b = [Broken]::new(); $b.PSObject.Properties.Add([System.Management.Automation.PSScriptProperty]::new('Bad', { throw 'no' })); $b");
        Assert.Equal("{\"Good\":1,\"Bad\":null}\n", result.Output);
    }

    [Fact]
    public void DepthEndsAtTenWithText()
    {
        ShellProgram.Result result = ShellProgram.Run("-OutputFormat", "JsonLines", "$x = 'end'; 1..20 | ForEach-Object { $x = @{ a = $x } }; $x");
        Assert.Equal(11, result.Output.Split("\"a\"").Length - 1);
        Assert.Contains("System.Collections.Hashtable", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TypesThatTheModuleSerialisesAsTextAreText()
    {
        ShellProgram.Result result = ShellProgram.Run("-OutputFormat", "JsonLines", "@{ Endpoint = [Nginx502.FpmEndpoint]::Parse('127.0.0.1:9000') }");
        Assert.Equal("{\"Endpoint\":\"127.0.0.1:9000\"}\n", result.Output);
    }

    [Fact]
    public void JsonLinesComeAtOnce()
    {
        using ShellProgram program = ShellProgram.Start("-OutputFormat", "JsonLines", "@{ a = 1 }; while ($true) { [System.Threading.Thread]::Sleep(20) }");
        program.WaitFor("{\"a\":1}\n");
    }

    [Fact]
    public void CliXmlBecomesTheObjectsAgain()
    {
        ShellProgram.Result result = ShellProgram.Run(
            "-OutputFormat", "CliXml", "[pscustomobject]@{ Name = 'a'; When = [timespan]::FromSeconds(5) }; [pscustomobject]@{ Name = 'b<&' }; 3");
        object[] items = Assert.IsType<object[]>(PSSerializer.Deserialize(result.Output));
        Assert.Equal(3, items.Length);
        Assert.Equal(TimeSpan.FromSeconds(5), ((PSObject)items[0]).Properties["When"].Value);
        Assert.Equal("b<&", ((PSObject)items[1]).Properties["Name"].Value);
        Assert.Equal(3, items[2] is PSObject wrapped ? wrapped.BaseObject : items[2]);
    }
}
