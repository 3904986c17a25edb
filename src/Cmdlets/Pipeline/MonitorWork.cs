using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>What the cmdlets of the monitor do alike: ask, act, report.</summary>
internal static class MonitorWork
{
    /// <summary>Asks, registers or removes the monitor, and reports what failed; true when it was done.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="confirmation">Asks.</param>
    /// <param name="registration">The registration.</param>
    /// <param name="change">What is to be done.</param>
    /// <param name="action">What that is, for the question.</param>
    /// <param name="untilStopped">Ends the pipeline without an error when it is stopped.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static bool Make(PSCmdlet cmdlet, Confirmation confirmation, MonitorRegistration registration, MonitorChange change, string action, Action<Action> untilStopped, CancellationToken cancellationToken)
    {
        if (!confirmation.ShouldProcess(Environment.MachineName, action, confirmation.IsShown ? MonitorText.Describe(change) : null))
        {
            return false;
        }

        ChangeFailure? failure = null;
        untilStopped(() => failure = registration.Make(change, cancellationToken));
        if (failure is not null)
        {
            cmdlet.WriteError(Errors.ChangeNotMade(failure, check: null));
        }

        return failure is null;
    }
}
