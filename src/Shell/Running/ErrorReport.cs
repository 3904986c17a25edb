using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Nginx502.Shell.Hosting;

namespace Nginx502.Shell.Running;

/// <summary>Shows an error on standard error, in the engine's own view of errors (<c>$ErrorView</c>).</summary>
internal sealed class ErrorReport(Runspace runspace, ShellInterface shellInterface)
{
    /// <summary>Shows what ended a pipeline.</summary>
    public void Show(Exception failure)
    {
        ErrorRecord error = failure is IContainsErrorRecord { ErrorRecord: not null } carrier
            ? carrier.ErrorRecord
            : new ErrorRecord(failure, "nginx502", ErrorCategory.NotSpecified, targetObject: null);
        Show(error, runspace.CreatePipeline);
    }

    /// <summary>Shows an error while a pipeline runs, on its thread.</summary>
    public void ShowWithin(ErrorRecord error) =>
        Show(error, () => runspace.CreateNestedPipeline());

    private void Show(ErrorRecord error, Func<Pipeline> createPipeline)
    {
        shellInterface.OutputIsError = true;
        try
        {
            using Pipeline pipeline = createPipeline();
            pipeline.Commands.Add("Out-Default");
            pipeline.Invoke(new[] { error });
        }
        catch (RuntimeException)
        {
            // The view itself failed (it is a script, which a user can replace): the bare message is better than none.
            shellInterface.WriteErrorLine(error.ToString());
        }
        finally
        {
            shellInterface.OutputIsError = false;
        }
    }
}
