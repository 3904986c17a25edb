using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Nginx502.Shell.Hosting;
using Nginx502.Shell.Output;

namespace Nginx502.Shell.Running;

/// <summary>The engine with the module in it.</summary>
internal static class ShellSession
{
    /// <summary>Opens a session.</summary>
    /// <param name="host">The host.</param>
    /// <param name="plainText">True when the output carries no colours whatever a script does with <c>$PSStyle</c>.</param>
    /// <exception cref="RuntimeException">The module cannot be loaded.</exception>
    /// <exception cref="FileNotFoundException">The module is not there.</exception>
    public static Runspace Open(ShellHost host, bool plainText)
    {
        // CreateDefault2 has the cmdlets of the engine itself; CreateDefault looks for those of pwsh, which are not here.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry(OutObjectCommand.Name, typeof(OutObjectCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-List", typeof(FormatListCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-Table", typeof(FormatTableCommand), helpFileName: null));
        state.ImportPSModule(ModuleLocation.FindManifest());
        if (plainText)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        return runspace;
    }
}
