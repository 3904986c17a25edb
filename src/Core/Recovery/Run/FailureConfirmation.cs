using System.Diagnostics;

namespace Nginx502.Recovery;

/// <summary>Looks whether a failure lasts: twice more over the time. The wait is used to keep how things were when it was first seen.</summary>
/// <param name="prober">Looks whether visitors are served.</param>
/// <param name="duration">How long it must last.</param>
internal sealed class FailureConfirmation(RecoveryProber prober, TimeSpan duration)
{
    private const int FurtherLooks = 2;

    private readonly HashSet<string> _answering = [];

    /// <summary>What the last look saw.</summary>
    public RecoveryProbe[] Last { get; private set; } = [];

    /// <summary>How things were when it was first seen.</summary>
    public IncidentFile[] Evidence { get; private set; } = [];

    /// <summary>What answered at one of the looks at least.</summary>
    public IReadOnlySet<string> Answering => _answering;

    /// <summary>True when every look failed.</summary>
    /// <param name="first">What the first look saw.</param>
    /// <param name="readEvidence">Reads how things are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public bool Lasts(RecoveryProbe[] first, Func<IncidentFile[]> readEvidence, CancellationToken cancellationToken)
    {
        _answering.UnionWith(first.Where(probe => probe.Passed).Select(probe => probe.Target));
        long start = Stopwatch.GetTimestamp();
        Evidence = readEvidence();
        for (int look = 1; look <= FurtherLooks; look++)
        {
            TimeSpan left = (duration * look / FurtherLooks) - Stopwatch.GetElapsedTime(start);
            if (left > TimeSpan.Zero && cancellationToken.WaitHandle.WaitOne(left))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Last = prober.Look(cancellationToken);
            _answering.UnionWith(Last.Where(probe => probe.Passed).Select(probe => probe.Target));
            if (GatewayRecovery.IsWell(Last))
            {
                return false;
            }
        }

        return true;
    }
}
