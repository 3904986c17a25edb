using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Makes programs take up files that are as wanted already. No file is changed, so that nothing is journalled and nothing can be undone.</summary>
internal static class ReloadWithoutChange
{
    private const string Advice = "No file was changed. See what the program logged at that time, and try again.";

    /// <summary>Checks, and has the files taken up.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="request">The change, without edits and with an activation.</param>
    /// <param name="change">Takes what came of it.</param>
    /// <param name="isWanted">False to look only whether it would be refused.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(IFileCalls calls, ChangeRequest request, GatewayChange change, bool isWanted, CancellationToken cancellationToken)
    {
        using Survey survey = Survey.Of(calls, request);
        var checks = new ChangeChecks(request, survey);
        var activation = new ChangeActivation(request.Activation!, Advice);
        bool hasActed = false;
        try
        {
            var guard = LoadedFilesGuard.BeforeTheCheck(request, []);
            checks.Beforehand(cancellationToken);
            if (checks.ArePending && isWanted)
            {
                checks.Installed(cancellationToken);
            }

            if (checks.Unasked is { } unasked)
            {
                change.Warnings = [activation.NotDone(unasked)];
                return;
            }

            activation.RequirePossible([]);
            if (isWanted)
            {
                guard.RequireUnchanged([]);
                VerificationResult verified = activation.Run(ref hasActed, cancellationToken);
                (change.IsInEffect, change.IsReloaded) = (verified.IsInEffect, true);
                change.Warnings = verified.Problem is { } problem ? [problem] : [];
            }
        }
        catch (ChangeException exception)
        {
            change.Failure = exception.Failure;
            change.IsReloaded = hasActed ? null : false;
        }
        finally
        {
            change.Check = checks.Result;
        }
    }
}
