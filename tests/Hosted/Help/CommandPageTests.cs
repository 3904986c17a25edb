using Nginx502.Build;
using Nginx502.Build.Help;

namespace Nginx502.HostedTests.Help;

public sealed class CommandPageTests
{
    [Fact]
    public void EveryPartOfAPageIsRead()
    {
        CommandPage page = SamplePages.Command;
        Assert.Equal("Get-NginxSample", page.Name);
        Assert.Equal("Gives samples of nginx & others.", page.Synopsis);
        Assert.Equal(["Path", "InputObject"], page.ParameterSets);
        Assert.Equal(
            ["The first paragraph goes over two lines, with code and a link (https://nginx.org/en/).", "- one\n- two, which goes on"],
            page.Description);
        Assert.Equal(["InputObject", "Path", "Symptom", "Wait"], page.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["System.String"], page.Inputs.Select(type => type.Name));
        Assert.Equal(["Nginx502.Sample"], page.Outputs.Select(type => type.Name));
        Assert.Equal([new HelpLink("Measure-NginxSample", ""), new HelpLink("nginx", "https://nginx.org/")], page.Links);
    }

    [Fact]
    public void TheFirstPowershellFenceIsTheCodeAndAllElseIsRemark()
    {
        HelpExample example = SamplePages.Command.Examples[0];
        Assert.Equal("Get-NginxSample -Tail 5 |\n    Where-Object Symptom -eq SocketMissing", example.Code);
        Assert.Equal(["What is wrong:", "Output:\nTime     Symptom\n----     -------\n10:00:01 SocketMissing", "That is all."], example.Remarks);
    }

    [Theory]
    [InlineData("## SYNOPSIS", "## SYNOPSES", 14, "no section 'SYNOPSES'")]
    [InlineData("## INPUTS", "## OUTPUTS", 168, "a second section 'OUTPUTS'")]
    [InlineData("# Get-NginxSample", "# Get-Other", 12, "the file says 'Get-NginxSample'")]
    [InlineData("document type: cmdlet", "document type: module", 1, "'document type: cmdlet'")]
    [InlineData("title: Get-NginxSample", "title: Get-Other", 1, "'title: Get-NginxSample'")]
    [InlineData("Goes on.", "{{ Fill Wait Description }}", 138, "left to be filled in")]
    [InlineData("Goes on.", "", 136, "not described")]
    [InlineData("### -Wait", "### Wait", 136, "begins with a dash")]
    [InlineData("DefaultValue: the logs", "DefaultValues: the logs", 99, "DefaultValues")]
    [InlineData("- Name: Path\n  Position: 0", "- Name: Pat\n  Position: 0", 97, "no parameter set 'Pat'")]
    [InlineData("```powershell\ndocker", "```\ndocker", 64, "no fence marked powershell")]
    [InlineData("Gives samples of", "Gives.\n\nSamples of", 14, "one paragraph")]
    public void AMalformedPageIsAnErrorWithFileAndLine(string good, string bad, int line, string message)
    {
        Assert.Contains(good, SamplePages.CommandText, StringComparison.Ordinal);
        int place = SamplePages.CommandText.IndexOf(good, StringComparison.Ordinal);
        string text = string.Concat(SamplePages.CommandText.AsSpan(0, place), bad, SamplePages.CommandText.AsSpan(place + good.Length));
        BuildException error = Assert.Throws<BuildException>(() => CommandPageReader.Read(SamplePages.CommandFile, text));
        Assert.StartsWith($"{SamplePages.CommandFile}:{line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATopicBecomesTextOfEightyColumns()
    {
        string expected = File.ReadAllText(Path.ChangeExtension(SamplePages.AboutFile, ".expected.txt"));
        Assert.Equal(expected, AboutPageWriter.Write(SamplePages.AboutFile, File.ReadAllText(SamplePages.AboutFile)));
    }

    [Fact]
    public void ATopicBeginsWithItsShortDescription()
    {
        string text = File.ReadAllText(SamplePages.AboutFile).Replace("SHORT", "WRONG", StringComparison.Ordinal);
        BuildException error = Assert.Throws<BuildException>(() => AboutPageWriter.Write(SamplePages.AboutFile, text));
        Assert.StartsWith($"{SamplePages.AboutFile}:1: ", error.Message, StringComparison.Ordinal);
    }
}
