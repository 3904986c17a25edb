using System.Diagnostics;

namespace Nginx502.Recovery;

/// <summary>
/// Looks whether a failure lasts: twice more over the time. The wait is used: how things were when it was first seen is kept, and at its end is planned already what the last
/// look may then confirm, so that visitors do not wait for the planning.
/// </summary>
/// <param name="prober">Looks whether visitors are served.</param>
/// <param name="duration">How long it must last.</param>
internal sealed class FailureConfirmation(RecoveryProber prober, TimeSpan duration)
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _answering = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>What the last look saw.</summary>
    public RecoveryProbe[] Last { get; private set; } = [];

    /// <summary>The failure when every look failed; null when one did not.</summary>
    /// <param name="first">What the first look saw.</param>
    /// <param name="plan">Reads how things are, and plans.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ConfirmedFailure? Confirm(RecoveryProbe[] first, Func<PlanWithEvidence> plan, CancellationToken cancellationToken)
    {
        Remember(first);
        PlanWithEvidence atFirst = plan();
        TimeSpan lead = Stopwatch.GetElapsedTime(_start) + Reserve;
        if (IsWellAfter(duration / 2, cancellationToken))
        {
            return null;
        }

        // Where a look at the machine takes long, the plan is made once the failure is confirmed.
        RecoveryProbe[] halfway = Last;
        PlanWithEvidence? prepared = null;
        if (lead < duration / 2)
        {
            WaitUntil(duration - lead, cancellationToken);
            prepared = plan();
        }

        return IsWellAfter(duration, cancellationToken) ? null : new ConfirmedFailure(_answering, atFirst.Evidence, halfway, prepared);
    }

    private bool IsWellAfter(TimeSpan time, CancellationToken cancellationToken)
    {
        WaitUntil(time, cancellationToken);
        Remember(Last = prober.Look(cancellationToken));
        return GatewayRecovery.IsWell(Last);
    }

    private void Remember(RecoveryProbe[] look) => _answering.UnionWith(look.Where(probe => probe.Passed).Select(probe => probe.Target));

    private void WaitUntil(TimeSpan time, CancellationToken cancellationToken)
    {
        TimeSpan left = time - Stopwatch.GetElapsedTime(_start);
        if (left > TimeSpan.Zero && cancellationToken.WaitHandle.WaitOne(left))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
