using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that has a program judge its configuration as the running master would, without a trace.</summary>
public abstract class ConfigurationTestCommandBase : StoppableCommandBase
{
    /// <summary>A directory that stands for <c>/</c>: a copy of a server. It is read only; no program is run on it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>Gives one Boolean: true when at least one configuration was tested and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput)
        {
            TestOutcome.Write(this, Quiet, FindTests(), test => test(PipelineStopToken), result => result.Passed, UntilStopped);
        }
    }

    /// <summary>The test of each configuration that is found.</summary>
    private protected abstract IReadOnlyList<Func<CancellationToken, ConfigurationTestResult>> FindTests();
}
