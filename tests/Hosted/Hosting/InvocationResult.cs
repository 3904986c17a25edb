using System.Management.Automation;

namespace Nginx502.HostedTests.Hosting;

/// <summary>What one invocation gave, stream by stream.</summary>
public sealed class InvocationResult
{
    internal InvocationResult(PowerShell shell, IReadOnlyList<PSObject> output, ErrorRecord? terminating)
    {
        Output = output;
        Errors = [.. shell.Streams.Error];
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)];
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)];
        Terminating = terminating;
    }

    /// <summary>The objects.</summary>
    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>Non-terminating errors.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>Warnings.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Verbose messages.</summary>
    public IReadOnlyList<string> Verbose { get; }

    /// <summary>The error that ended the invocation, or null.</summary>
    public ErrorRecord? Terminating { get; }

    /// <summary>Every error's id up to the first comma (the rest names the cmdlet), the terminating one last.</summary>
    public IReadOnlyList<string> ErrorIds =>
        [.. Errors.Append(Terminating).OfType<ErrorRecord>().Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>The output as objects of one type.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <summary>The result itself when nothing failed; else the test fails with the messages.</summary>
    public InvocationResult Clean()
    {
        Assert.True(
            Errors.Count == 0 && Terminating is null,
            string.Join('\n', Errors.Append(Terminating).OfType<ErrorRecord>().Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return this;
    }
}
