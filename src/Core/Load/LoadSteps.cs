namespace Nginx502.Load;

/// <summary>Gathers what came of the steps of a load.</summary>
internal sealed class LoadSteps
{
    private readonly List<(LoadStep Step, LoadTally Tally)> _steps = [];
    private readonly List<LoadSymptom> _symptoms = [];
    private readonly List<LoadPool> _pools = [];
    private LoadBreak? _break;

    /// <summary>How many steps there are.</summary>
    public int Count => _steps.Count;

    /// <summary>Adds a step and judges it.</summary>
    /// <param name="plan">The step.</param>
    /// <param name="tally">What came of it.</param>
    /// <param name="maxLatency">What 95 of 100 may take at most; null for no bound.</param>
    /// <param name="symptoms">What nginx logged meanwhile.</param>
    /// <param name="pools">How full the pools were meanwhile.</param>
    public LoadVerdict Add(LoadPlan plan, LoadTally tally, TimeSpan? maxLatency, IReadOnlyList<LoadSymptom> symptoms, IReadOnlyList<LoadPool> pools)
    {
        LoadLatency latency = tally.Latency;
        var evidence = new LoadEvidence
        {
            Concurrency = plan.Concurrency,
            Rate = plan.Rate,
            Answers = tally.Answers,
            Failed = tally.Failed,
            Unsent = tally.Unsent,
            Unfinished = tally.Unfinished,
            FirstFailure = tally.FirstFailure,
            P95 = latency.P95,
            MaxLatency = maxLatency,
            StatusCounts = tally.StatusCounts,
            Errors = tally.ErrorCounts,
            Symptoms = symptoms,
            Pools = pools,
        };
        LoadVerdict verdict = LoadJudgement.Judge(evidence);
        _break = LoadJudgement.WhereItBroke(evidence);
        _steps.Add((new LoadStep(plan.Concurrency, plan.Rate, tally.Answers + tally.Errors, tally.Failed, RateOf(plan, tally), latency, verdict), tally));
        _symptoms.AddRange(symptoms);
        _pools.AddRange(pools);
        return verdict;
    }

    /// <summary>All of them together; its speed and latency are those of the highest step that held, else of the first.</summary>
    public GatewayLoadResult ToResult()
    {
        int held = _steps.FindLastIndex(step => step.Step.Verdict == LoadVerdict.Held);
        (LoadStep best, LoadTally tally) = _steps[Math.Max(0, held)];
        IEnumerable<LoadTally> tallies = _steps.Select(step => step.Tally);
        return new GatewayLoadResult
        {
            Concurrency = best.Concurrency,
            Rate = best.Rate,
            Duration = tally.Duration,
            RequestsPerSecond = best.RequestsPerSecond,
            Latency = best.Latency,
            ServiceTime = best.Rate is null ? null : tally.ServiceTime,
            Requests = _steps.Sum(step => step.Step.Requests),
            Failed = _steps.Sum(step => step.Step.Failed),
            Unsent = tallies.Sum(one => one.Unsent),
            Unfinished = tallies.Sum(one => one.Unfinished),
            Connections = tallies.Sum(one => one.Connections),
            BytesReceived = tallies.Sum(one => one.BytesReceived),
            StatusCounts = [.. tallies.SelectMany(one => one.StatusCounts).GroupBy(one => one.Status).Select(group => new LoadStatusCount(group.Key, group.Sum(one => one.Count))).OrderByDescending(one => one.Count)],
            Errors = [.. tallies.SelectMany(one => one.ErrorCounts).GroupBy(one => one.Kind).Select(group => new LoadErrorCount(group.Key, group.Sum(one => one.Count), group.Last().ErrorNumber)).OrderByDescending(one => one.Count)],
            Symptoms = [.. _symptoms.GroupBy(one => (one.Symptom, one.Upstream)).Select(group => group.First() with { Count = group.Sum(one => one.Count) }).OrderByDescending(one => one.Count)],
            Pools = [.. _pools.GroupBy(one => (one.Pool, one.ConfigurationPath, one.Endpoint)).Select(Together)],
            Steps = [.. _steps.Select(step => step.Step)],
            Break = _break,
        };
    }

    private static LoadPool Together(IEnumerable<LoadPool> looks) => looks.Aggregate((one, other) => one with
    {
        MaxListenQueue = Greater(one.MaxListenQueue, other.MaxListenQueue),
        ListenQueueLimit = other.ListenQueueLimit ?? one.ListenQueueLimit,
        MaxActiveProcesses = (int?)Greater(one.MaxActiveProcesses, other.MaxActiveProcesses),
        MaxTotalProcesses = (int?)Greater(one.MaxTotalProcesses, other.MaxTotalProcesses),
        Samples = one.Samples + other.Samples,
    });

    private static long? Greater(long? one, long? other) => one is null || other > one ? other : one;

    // Answers that came after the time in which requests are begun do not belong to that time.
    private static double RateOf(LoadPlan plan, LoadTally tally) =>
        (tally.Duration < plan.Duration ? tally.Answers : tally.AnswersInTime) / Math.Max(1e-6, tally.Duration.TotalSeconds);
}
