using System.Management.Automation;

namespace Nginx502.HostedTests.Hosting;

/// <summary>The harness itself: what it says must be what the engine does.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenBare(width: 40);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Streams_are_kept_apart()
    {
        InvocationResult result = _session.Invoke("$VerbosePreference = 'Continue'; 1; $args[0]; & { [CmdletBinding()]param() $PSCmdlet.WriteVerbose('v'); $PSCmdlet.WriteWarning('w') }; Get-Nothing", "two");

        Assert.Equal(["1", "two"], result.Output.Select(item => item.ToString()));
        Assert.Equal(["v"], result.Verbose);
        Assert.Equal(["w"], result.Warnings);
        Assert.Equal(["CommandNotFoundException"], result.ErrorIds);
    }

    [Fact]
    public void A_terminating_error_keeps_the_output_before_it()
    {
        InvocationResult result = _session.Invoke("1; throw 'out'");

        Assert.Single(result.Output);
        Assert.Equal("out", result.Terminating!.Exception.Message);
    }

    [Fact]
    public void Pipeline_input_keeps_note_properties()
    {
        var line = new PSObject("text");
        line.Properties.Add(new PSNoteProperty("PSPath", "/tmp/x.log"));

        Assert.Equal("/tmp/x.log", _session.InvokeWith([line], "$input | ForEach-Object PSPath").Clean().Output.Single().ToString());
    }

    [Fact]
    public void Tables_and_lists_have_the_width_of_the_host()
    {
        string table = _session.Show("[pscustomobject]@{ A = 'x' * 60; B = 1 }");
        string list = _session.Show("[pscustomobject]@{ A = 'x' * 60; B = 1 } | Format-List");

        Assert.All(table.Split('\n'), line => Assert.True(line.Length <= 40, line));
        Assert.Contains("A : ", list);
        Assert.Contains("B : 1", list);
    }

    [Fact]
    public void Errors_are_shown_as_at_a_prompt() =>
        Assert.Contains("is not recognized", string.Join(' ', _session.Show("Get-Nothing").Split('\n', StringSplitOptions.TrimEntries)));

    [Fact]
    public void Prompts_are_refused_unless_there_is_an_answer()
    {
        const string Ask = "$Host.UI.PromptForChoice('caption', 'sure?', [System.Management.Automation.Host.ChoiceDescription[]]@('&Yes', '&No'), 0)";
        _session.Host.Answers.Enqueue(1);

        Assert.Equal(1, _session.Invoke(Ask).Clean().Output.Single().BaseObject);
        Assert.Single(_session.Invoke(Ask).Errors);
        Assert.Equal(["sure?", "sure?"], _session.Host.Questions);
    }

    [Fact]
    public void A_running_pipeline_can_be_watched_and_stopped()
    {
        using RunningInvocation running = _session.Start("1; while ($true) { [Threading.Thread]::Sleep(5) }");

        Assert.Equal(1, running.WaitFor(1).Single().BaseObject);
        Assert.True(running.Stop() < TimeSpan.FromSeconds(1));
        Assert.True(running.HasEnded);
    }

    [Fact]
    public void Completion_answers() => Assert.Contains(_session.Complete("Where-Ob"), match => match.CompletionText == "Where-Object");
}
