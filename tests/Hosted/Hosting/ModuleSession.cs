using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Nginx502.HostedTests.Hosting;

/// <summary>
/// A session of the real engine with the built module imported and a recording host: what a user's session is,
/// without the cmdlets that only pwsh brings (Select-Object, Get-Content, …).
/// </summary>
/// <example><code>
/// using var session = ModuleSession.Open();
/// InvocationResult result = session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0]", path).Clean();
/// string table = session.Show("Get-NginxUpstreamError -LiteralPath $args[0]", path);
/// </code></example>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    private ModuleSession(RecordingHost host, Runspace runspace)
    {
        Host = host;
        _runspace = runspace;
    }

    /// <summary>The host, with all that was shown.</summary>
    public RecordingHost Host { get; }

    /// <summary>Opens a session with the built module.</summary>
    /// <param name="width">The host's columns.</param>
    /// <param name="prepare">Changes the initial session state: further cmdlets, variables.</param>
    public static ModuleSession Open(int width = 80, Action<InitialSessionState>? prepare = null) =>
        OpenBare(width, state =>
        {
            state.ImportPSModule(Package.Manifest);
            prepare?.Invoke(state);
        });

    /// <summary>Opens a session without the module.</summary>
    /// <param name="width">The host's columns.</param>
    /// <param name="prepare">Changes the initial session state: further cmdlets, variables.</param>
    public static ModuleSession OpenBare(int width = 80, Action<InitialSessionState>? prepare = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry("Format-List", typeof(FormatListCommand), helpFileName: null));
        prepare?.Invoke(state);
        var host = new RecordingHost(width);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return new ModuleSession(host, runspace);
    }

    /// <summary>Runs a script to its end. The arguments are its <c>$args</c>.</summary>
    public InvocationResult Invoke(string script, params object?[] arguments) => InvokeWith([], script, arguments);

    /// <summary>Runs a script with pipeline input: the objects reach its <c>$input</c>, wrappers and note properties kept.</summary>
    public InvocationResult InvokeWith(IEnumerable<object?> input, string script, params object?[] arguments)
    {
        using PowerShell shell = Prepare(script, arguments);
        var output = new List<PSObject>();
        try
        {
            shell.Invoke(input, output);
            return new InvocationResult(shell, output, terminating: null);
        }
        catch (RuntimeException stopped)
        {
            return new InvocationResult(shell, output, stopped.ErrorRecord);
        }
    }

    /// <summary>Runs a script and shows what it gives, errors too, as a prompt does; gives the text without colours.</summary>
    public string Show(string script, params object?[] arguments)
    {
        Host.Text.Clear();
        using PowerShell shell = Prepare(script, arguments);
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Invoke();
        return Host.Text.Plain;
    }

    /// <summary>Starts a script and gives it back running.</summary>
    public RunningInvocation Start(string script, params object?[] arguments) => new(Prepare(script, arguments));

    /// <summary>The completions at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, line.Length, options: null, shell).CompletionMatches;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private PowerShell Prepare(string script, object?[] arguments)
    {
        PowerShell shell = PowerShell.Create(_runspace).AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }
}
