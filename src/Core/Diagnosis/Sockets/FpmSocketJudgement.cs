using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Judges what was seen of an endpoint: a pure function of the facts.</summary>
public static class FpmSocketJudgement
{
    /// <summary>The rungs, the first failure with its cause, and the remedies.</summary>
    public static FpmSocketTestResult Judge(FpmSocketFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);

        // Of several addresses one that answers is enough; the others are told as warnings.
        FpmSocketAttempt? attempt = facts.Attempts.FirstOrDefault(attempt => attempt.Failure is null) ?? facts.Attempts.OrderByDescending(attempt => attempt.IsConnected).FirstOrDefault();
        SocketFailure? failure = new[] { FileFailures.Find(facts, attempt), ConnectionFailures.Find(facts, attempt) }.OfType<SocketFailure>().MinBy(found => found.Rung);
        FpmSocketRung[] rungs = [.. Enum.GetValues<FpmSocketRungKind>().Select(kind => RungOf(facts, attempt, failure, kind))];
        return new FpmSocketTestResult
        {
            Passed = failure is null && rungs[^1].Status == FpmSocketRungStatus.Passed,
            Endpoint = facts.Endpoint,
            FailedRung = failure?.Rung,
            Errno = failure is { ErrorNumber: not 0 } ? (Errno)failure.ErrorNumber : null,
            Explanation = failure?.Explanation,
            Remedies = [.. failure?.Remedies ?? []],
            Rungs = rungs,
            Latency = failure is null && attempt is { Failure: null } ? attempt.Duration : null,
            Queued = facts.Queued,
            QueueLimit = facts.QueueLimit,
            Pool = facts.Listener is { } listener ? listener.Pool ?? (listener.IsFpm ? facts.Pool?.Pool : null) : facts.Pool?.Pool,
            ConfigurationPath = facts.Listener is { Pool: var name, IsFpm: var isFpm } && (!isFpm || (name ?? facts.Pool?.Pool) != facts.Pool?.Pool) ? null : facts.Pool?.ConfigurationPath,
            ProcessId = facts.Listener?.ProcessId,
            AsUser = facts.Client?.UserName,
            Warnings = [.. SocketWarnings.Of(facts, attempt)],

            // Where all below a failure was seen, nothing else matters to it.
            NotSeen = failure is not null && rungs.All(rung => rung.Status != FpmSocketRungStatus.NotSeen) ? [] : facts.NotSeen,
            Time = facts.Time,
            Facts = facts,
        };
    }

    private static FpmSocketRung RungOf(FpmSocketFacts facts, FpmSocketAttempt? attempt, SocketFailure? failure, FpmSocketRungKind kind)
    {
        (FpmSocketRungStatus status, string detail) = RungDetails.Of(facts, attempt, kind);
        if (failure is null || kind < failure.Rung)
        {
            return new FpmSocketRung(kind, status, detail);
        }

        return kind == failure.Rung
            ? new FpmSocketRung(kind, FpmSocketRungStatus.Failed, RungDetails.OfFailure(facts, failure, detail))
            : new FpmSocketRung(kind, status == FpmSocketRungStatus.NotApplicable ? status : FpmSocketRungStatus.NotReached, string.Empty);
    }
}
