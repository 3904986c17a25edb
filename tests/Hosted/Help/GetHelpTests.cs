using System.Management.Automation;
using Nginx502.Build.Help;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>What Get-Help makes of the MAML that is written.</summary>
public sealed class GetHelpTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-test-");
    private readonly ModuleSession _session = ModuleSession.OpenBare();

    public GetHelpTests()
    {
        string maml = Path.Combine(_directory.FullName, MamlWriter.FileName);
        MamlWriter.Write([SamplePages.Command]).Save(maml);
        _session.Invoke($"function global:Get-NginxSample {{\n<#\n.EXTERNALHELP {maml}\n#>\nparam() }}").Clean();
    }

    public void Dispose()
    {
        _session.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$h.Synopsis", "Gives samples of nginx & others.")]
    [InlineData("$h.Description[1].Text", "- one\n- two, which goes on")]
    [InlineData("$h.Examples.Example[0].Code", "Get-NginxSample -Tail 5 |\n    Where-Object Symptom -eq SocketMissing")]
    [InlineData("$h.Examples.Example[0].Remarks[1].Text", "Output:\nTime     Symptom\n----     -------\n10:00:01 SocketMissing\n")]
    [InlineData("$h.Examples.Example[1].Code", "docker logs web | Get-NginxSample")]
    [InlineData("$h.Syntax.SyntaxItem[0].Parameter[0].Name", "Path")]
    [InlineData("[string]$h.Syntax.SyntaxItem.Count", "2")]
    [InlineData("($h.Syntax.SyntaxItem[1].Parameter | ForEach-Object Name) -join ','", "InputObject,Symptom")]
    [InlineData("($h.Parameters.Parameter | Where-Object Name -eq Path).DefaultValue", "the logs of the running nginx")]
    [InlineData("($h.Parameters.Parameter | Where-Object Name -eq Path).Globbing", "true")]
    [InlineData("($h.Parameters.Parameter | Where-Object Name -eq Path).Aliases", "LP")]
    [InlineData("($h.Parameters.Parameter | Where-Object Name -eq InputObject).PipelineInput", "true (ByValue)")]
    [InlineData("$h.InputTypes.InputType.Type.Name", "System.String")]
    [InlineData("$h.ReturnValues.ReturnValue.Type.Name", "Nginx502.Sample")]
    [InlineData("$h.AlertSet.Alert[0].Text", "Nothing is changed.")]
    [InlineData("$h.RelatedLinks.NavigationLink[1].Uri", "https://nginx.org/")]
    public void Part(string expression, string expected)
    {
        PSObject part = Assert.Single(_session.Invoke($"$h = Get-Help Get-NginxSample -Full; {expression}").Clean().Output);
        Assert.Equal(expected, part.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ThePageReadsWellOnATerminal()
    {
        string page = _session.Show("Get-Help Get-NginxSample -Full");
        string text = string.Concat(page.Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains("Get-NginxSample[[-Path]<String[]>][-Symptom<Symptom[]>][-Wait][<CommonParameters>]", text, StringComparison.Ordinal);
        Assert.Contains("Get-NginxSample-InputObject<String>[-Symptom<Symptom[]>][<CommonParameters>]", text, StringComparison.Ordinal);
        Assert.Contains("-------- Example 1: the last ones --------", page, StringComparison.Ordinal);
        Assert.Contains("    10:00:01 SocketMissing", page, StringComparison.Ordinal);
    }
}
