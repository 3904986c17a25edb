using Nginx502.Libraries;

namespace Nginx502.Load;

/// <summary>Counts what comes of one step. One thread writes; others may read the counts of answers and failures meanwhile.</summary>
internal sealed class LoadTally
{
    private const int Statuses = 1000;
    private const int TooManyRequests = 429;
    private const int ServerError = 500;

    private readonly long[] _statuses = new long[Statuses];
    private readonly long[] _errors = new long[Enum.GetValues<LoadErrorKind>().Length];
    private readonly int[] _errorNumbers = new int[Enum.GetValues<LoadErrorKind>().Length];
    private readonly IHistogram _latency = PrivateLibraries.Histograms.Create();
    private readonly IHistogram _serviceTime = PrivateLibraries.Histograms.Create();
    private long _answers;
    private long _failed;
    private TimeSpan _sum;
    private TimeSpan _serviceSum;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _longest;

    /// <summary>Answers of whatever status.</summary>
    public long Answers => Volatile.Read(ref _answers);

    /// <summary>Requests without an answer, and answers that are failures.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Requests without an answer.</summary>
    public long Errors { get; private set; }

    /// <summary>Answers while requests were begun.</summary>
    public long AnswersInTime { get; private set; }

    /// <summary>Bytes received.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Connections made.</summary>
    public long Connections { get; set; }

    /// <summary>Requests that were due and not sent.</summary>
    public long Unsent { get; set; }

    /// <summary>Requests that were under way at the end and given up.</summary>
    public long Unfinished { get; set; }

    /// <summary>How long it took, until the last answer or the end of the time in which requests are begun.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>How many requests were under way when the first that failed was sent, itself among them; null when none failed.</summary>
    public int? FirstFailure { get; private set; }

    /// <summary>The answers by status.</summary>
    public LoadStatusCount[] StatusCounts => [.. _statuses.Select((count, status) => new LoadStatusCount(status, count)).Where(status => status.Count > 0).OrderByDescending(status => status.Count)];

    /// <summary>The requests without an answer by reason.</summary>
    public LoadErrorCount[] ErrorCounts => [.. _errors.Select((count, kind) => new LoadErrorCount((LoadErrorKind)kind, count, _errorNumbers[kind])).Where(error => error.Count > 0).OrderByDescending(error => error.Count)];

    /// <summary>How long answers took, from when they were due.</summary>
    public LoadLatency Latency => LatencyOf(_latency, _answers == 0 ? TimeSpan.Zero : _shortest, _answers == 0 ? TimeSpan.Zero : _sum / _answers, _longest);

    /// <summary>How long answers took from when they were sent.</summary>
    public LoadLatency ServiceTime => LatencyOf(_serviceTime, _serviceTime.At(0), _serviceTime.Count == 0 ? TimeSpan.Zero : _serviceSum / _serviceTime.Count, _serviceTime.At(100));

    /// <summary>True for an answer that is a failure: the server's, or its refusal of so many.</summary>
    public static bool IsFailure(int status) => status is >= ServerError or TooManyRequests;

    /// <summary>Counts an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="latency">The time since it was due.</param>
    /// <param name="serviceTime">The time since it was sent; null where that is the same.</param>
    /// <param name="concurrency">How many were under way when it was sent.</param>
    /// <param name="isInTime">True while requests are begun.</param>
    public void Answer(int status, TimeSpan latency, TimeSpan? serviceTime, int concurrency, bool isInTime)
    {
        _statuses[Math.Clamp(status, 0, Statuses - 1)]++;
        _latency.Record(latency);
        if (serviceTime is { } sent)
        {
            _serviceTime.Record(sent);
            _serviceSum += sent;
        }

        _sum += latency;
        _shortest = latency < _shortest ? latency : _shortest;
        _longest = latency > _longest ? latency : _longest;
        AnswersInTime += isInTime ? 1 : 0;
        Volatile.Write(ref _answers, _answers + 1);
        if (IsFailure(status))
        {
            Fail(concurrency);
        }
    }

    /// <summary>Counts a request without an answer.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="errorNumber">The kernel's error; 0 for none.</param>
    /// <param name="concurrency">How many were under way when it was sent.</param>
    public void Error(LoadErrorKind kind, int errorNumber, int concurrency)
    {
        _errors[(int)kind]++;
        _errorNumbers[(int)kind] = errorNumber;
        Errors++;
        Fail(concurrency);
    }

    private static LoadLatency LatencyOf(IHistogram histogram, TimeSpan shortest, TimeSpan mean, TimeSpan longest)
    {
        return new(shortest, mean, At(50), At(75), At(90), At(95), At(99), At(99.9), longest);

        // A histogram knows classes of values, and tells the upper end of one.
        TimeSpan At(double percentile) => histogram.At(percentile) is var value && value < longest ? value : longest;
    }

    private void Fail(int concurrency)
    {
        FirstFailure ??= concurrency;
        Volatile.Write(ref _failed, _failed + 1);
    }
}
