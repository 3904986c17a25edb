using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>The real engine with the built module, as a user's session has it.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly Runspace _runspace;

    public EngineSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Repository.ModuleManifest);
        state.Commands.Add(new SessionStateCmdletEntry("Write-ReadyObject", typeof(WriteReadyObjectCommand), helpFileName: null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>Runs a script and gives its output.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        IReadOnlyList<PSObject> output = shell.AddScript(script).Invoke();
        return shell.HadErrors ? throw new InvalidOperationException(shell.Streams.Error[0].ToString()) : output;
    }

    public void Dispose() => _runspace.Dispose();
}
