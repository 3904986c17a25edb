using System.Management.Automation.Runspaces;
using Nginx502.HostedTests.Hosting;
using Nginx502.Pipeline;

namespace Nginx502.HostedTests.Rules;

/// <summary>Asking before an act, with a person, without one, and without a host.</summary>
public sealed class ConfirmationTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenBare(prepare: Prepare);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("", 0, "acted")]
    [InlineData("", 2, "left")]
    [InlineData("-Odd", 0, "acted")]
    [InlineData("-Odd", 2, "left")]
    public void A_person_decides(string arguments, int answer, string outcome)
    {
        _session.Host.Answers.Enqueue(answer);

        Assert.Equal(["begun", outcome], Outcomes(arguments));
        Assert.Single(_session.Host.Questions);
    }

    [Theory]
    [InlineData("-Confirm:$false", "acted")]
    [InlineData("-Odd -Confirm:$false", "acted")]
    [InlineData("-WhatIf", "left")]
    public void Nobody_is_asked_when_it_is_decided(string arguments, string outcome)
    {
        Assert.Equal(["begun", outcome], Outcomes(arguments));
        Assert.Empty(_session.Host.Questions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Odd")]
    [InlineData("-Confirm")]
    public void Where_nobody_answers_it_says_so_and_names_the_way_out(string arguments)
    {
        InvocationResult result = _session.Invoke("Invoke-ConfirmationSample " + arguments);

        Assert.DoesNotContain("acted", result.Output.Select(item => item.ToString()));
        Assert.Equal(["ConfirmationUnavailable"], result.ErrorIds);
        Assert.Contains("-Confirm:$false", result.Errors.Concat([result.Terminating]).First(error => error is not null)!.Exception.Message);
    }

    [Fact]
    public void Without_a_host_it_ends_before_it_begins()
    {
        var state = InitialSessionState.CreateDefault2();
        Prepare(state);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace).AddScript("Invoke-ConfirmationSample");

        Assert.Empty(shell.Invoke());
        Assert.StartsWith("ConfirmationUnavailable", shell.Streams.Error.Single().FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("pwsh -NonInteractive -Command x", true)]
    [InlineData("pwsh -NoProfile -noni -c x", true)]
    [InlineData("pwsh -NoProfile -c x -NonInteractive", false)]
    [InlineData("pwsh -File x.ps1 -noni", false)]
    [InlineData("pwsh -NoLogo", false)]
    public void The_command_line_of_pwsh_tells_whether_anybody_answers(string commandLine, bool isNonInteractive) =>
        Assert.Equal(isNonInteractive, HostPresence.IsNonInteractive(commandLine.Split(' ')));

    private static void Prepare(InitialSessionState state) =>
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-ConfirmationSample", typeof(ConfirmationSampleCommand), helpFileName: null));

    private IEnumerable<string> Outcomes(string arguments) =>
        _session.Invoke("Invoke-ConfirmationSample " + arguments).Clean().Output.Select(item => item.ToString());
}
