namespace Nginx502.Load;

/// <summary>Judges a step, and says where it broke. Pure functions: nothing is looked at here.</summary>
internal static class LoadJudgement
{
    // A rate counts as reached when so little was due and not sent: the end of a step cuts a few off.
    private const double TolerableShare = 0.01;

    // Limits of who asks: they say nothing of who is asked.
    private static readonly LoadErrorKind[] OwnLimits = [LoadErrorKind.NoLocalPort, LoadErrorKind.TooManyOpenFiles];

    /// <summary>How the step went.</summary>
    public static LoadVerdict Judge(LoadEvidence evidence)
    {
        // What was given up at the end says nothing as long as others were answered.
        if (evidence.Failed > 0 || (evidence.Answers == 0 && evidence.Unfinished > 0))
        {
            return LoadVerdict.Failed;
        }

        if (evidence.MaxLatency is { } bound && evidence.P95 > bound)
        {
            return LoadVerdict.TooSlow;
        }

        return evidence.Unsent > Math.Max(1, (evidence.Answers + evidence.Unsent) * TolerableShare) ? LoadVerdict.RateNotReached : LoadVerdict.Held;
    }

    /// <summary>Where it broke; null when it held.</summary>
    public static LoadBreak? WhereItBroke(LoadEvidence evidence)
    {
        LoadVerdict verdict = Judge(evidence);
        if (verdict == LoadVerdict.Held)
        {
            return null;
        }

        (string name, Symptom? symptom, string reason) = verdict == LoadVerdict.Failed ? NameFailure(evidence) : NameSlowness(evidence, verdict);
        LoadPool? full = evidence.Pools.Where(pool => pool.WasQueueFull || pool.WasFull).OrderByDescending(pool => pool.WasQueueFull).ThenByDescending(pool => pool.MaxListenQueue ?? 0).FirstOrDefault();
        string pool = full is null ? string.Empty : FormattableString.Invariant($" The pool {full}.");
        return new LoadBreak(name, evidence.FirstFailure ?? evidence.Concurrency, evidence.Rate, symptom, full?.Pool, reason + pool);
    }

    private static (string Name, Symptom? Symptom, string Reason) NameFailure(LoadEvidence evidence)
    {
        LoadErrorCount? error = evidence.Errors.MaxBy(one => one.Count);
        if (error is not null && OwnLimits.Contains(error.Kind))
        {
            return ($"{error.Kind}", null, FormattableString.Invariant($"{error.Count} requests could not be sent: this is a limit of who asks, and not of what is asked."));
        }

        // What nginx saw tells more than what it answered. A limit of a pool counts before what follows from it.
        LoadSymptom? logged = evidence.Symptoms
            .Where(one => one.Symptom != Symptom.Unknown)
            .OrderByDescending(one => one.Symptom == Symptom.BacklogFull)
            .ThenByDescending(one => one.Count)
            .FirstOrDefault();
        if (logged is not null)
        {
            string of = logged.Upstream is { } upstream ? $" of {upstream}" : string.Empty;
            return ($"{logged.Symptom}", logged.Symptom, FormattableString.Invariant($"nginx logged {logged.Symptom} {Times(logged.Count)}{of}: {SymptomMeaning(logged.Symptom)}"));
        }

        LoadPool? overflown = evidence.Pools.FirstOrDefault(pool => pool.WasQueueFull);
        bool isQueue = error?.Kind is LoadErrorKind.QueueFull || (overflown is not null && error?.Kind is LoadErrorKind.ConnectTimedOut or LoadErrorKind.TimedOut);
        if (isQueue)
        {
            return ($"{Symptom.BacklogFull}", Symptom.BacklogFull, FormattableString.Invariant($"{error!.Count} requests found the queue of the pool full."));
        }

        LoadStatusCount? status = evidence.StatusCounts.Where(one => LoadTally.IsFailure(one.Status)).MaxBy(one => one.Count);
        if (status is not null && status.Count >= (error?.Count ?? 0))
        {
            string why = status.Status is 503 or 429 ? ": a limit that is set (limit_req, limit_conn), or an answer of the application itself" : string.Empty;
            return (FormattableString.Invariant($"Status{status.Status}"), null, FormattableString.Invariant($"{status.Count} requests were answered {status.Status}, and nginx logged no error of an upstream{why}."));
        }

        return error is not null
            ? ($"{error.Kind}", null, FormattableString.Invariant($"{error.Count} requests got no answer."))
            : ("NoAnswer", null, FormattableString.Invariant($"None of {evidence.Unfinished} requests was answered in the time."));
    }

    private static (string Name, Symptom? Symptom, string Reason) NameSlowness(LoadEvidence evidence, LoadVerdict verdict) => verdict == LoadVerdict.TooSlow
        ? ("MaxLatency", null, FormattableString.Invariant($"95 of 100 requests took up to {evidence.P95.TotalMilliseconds:0.##} ms, and the bound is {evidence.MaxLatency!.Value.TotalMilliseconds:0.##} ms."))
        : ("RateNotReached", null, FormattableString.Invariant($"{evidence.Unsent} requests were due and not sent: all {evidence.Concurrency} connections waited for answers."));

    private static string Times(long count) => count == 1 ? "once" : FormattableString.Invariant($"{count} times");

    private static string SymptomMeaning(Symptom symptom)
    {
        string meaning = Logs.SymptomMeanings.Of(symptom);
        return meaning.EndsWith('.') ? meaning : meaning + ".";
    }
}
