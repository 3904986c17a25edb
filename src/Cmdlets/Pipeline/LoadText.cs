using System.Globalization;

namespace Nginx502.Pipeline;

/// <summary>What is asked and said about a load, and what holds where nothing was given.</summary>
internal static class LoadText
{
    private const int DefaultConcurrency = 10;
    private const int DefaultRateConcurrency = 100;
    private const int DefaultHighestConcurrency = 256;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultStep = TimeSpan.FromSeconds(2);

    // The bound of a run that counts requests.
    private static readonly TimeSpan LongestCount = TimeSpan.FromSeconds(60);

    /// <summary>What is done, with what holds where nothing was given.</summary>
    public static LoadOptions Options(IDictionary<string, object> given, long requests, int concurrency, TimeSpan duration, double rate, bool findsLimit, TimeSpan maxLatency, TimeSpan timeout)
    {
        bool hasRate = given.ContainsKey("Rate");
        bool hasRequests = given.ContainsKey("Requests");
        return new LoadOptions
        {
            Requests = hasRequests ? requests : null,
            Concurrency = given.ContainsKey("Concurrency") ? concurrency : hasRate ? DefaultRateConcurrency : findsLimit ? DefaultHighestConcurrency : DefaultConcurrency,
            Duration = given.ContainsKey("Duration") ? duration : findsLimit ? DefaultStep : hasRequests ? LongestCount : DefaultDuration,
            Rate = hasRate ? rate : null,
            FindsLimit = findsLimit,
            MaxLatency = given.ContainsKey("MaxLatency") ? maxLatency : null,
            Timeout = timeout,
        };
    }

    /// <summary>The target, for the question: the site and where it is.</summary>
    public static string TargetOf(LoadTarget target) => $"{target.Name} at {target.Address}{(target.IsLocal ? string.Empty : ", which is NOT this machine")}";

    /// <summary>The load, for the question: how much, and for how long at most.</summary>
    public static string ActionOf(LoadOptions options)
    {
        string amount = options.Requests is { } most ? $"at most {most.ToString(CultureInfo.InvariantCulture)} requests" : "requests";
        string seconds = Seconds(options.Duration);
        if (options.FindsLimit)
        {
            int steps = options.Steps().Count;
            string until = options.MaxLatency is { } bound ? $"one fails or 5 of 100 take more than {Seconds(bound)}" : "one fails";
            string rise = options.Rate is { } highest ? $"a rate that rises to {Number(highest)} a second" : $"a number under way that rises from 1 to {Number(options.Concurrency)}";
            return $"Send {amount}, with {rise} in {Number(steps)} steps of {seconds}, until {until} (all of it takes {Seconds(options.LongestTime)} at the very most)";
        }

        string way = options.Rate is { } rate ? $"{Number(rate)} a second, at most {Number(options.Concurrency)} at the same time" : $"{Number(options.Concurrency)} at the same time";
        return $"Send {amount}, {way}, for {(options.Requests is null ? string.Empty : "at most ")}{seconds}";
    }

    /// <summary>How a target is reached.</summary>
    public static string Describe(LoadTarget target) =>
        $"{target.Name} is asked at {target.Address}{(target is { IsEncrypted: true, IsLocal: true } ? "; its certificate is not checked, since this machine's own listener is asked" : string.Empty)}.";

    /// <summary>How far it is.</summary>
    public static string Status(LoadProgress progress, LoadOptions options) =>
        options.FindsLimit ? $"step {Number(progress.Step)} of {Number(options.Steps().Count)}, {progress}" : progress.ToString();

    /// <summary>What is to be known of answers that are none of the site's content; null where there is nothing.</summary>
    public static string? Caution(GatewayLoadResult result)
    {
        LoadStatusCount? most = result.StatusCounts.FirstOrDefault();
        return most switch
        {
            null => null,
            { Status: >= 300 and < 400 } => $"{Number(most.Count)} answers were {most.Status}: what was measured is a redirect, which is not followed. Measure where it leads.",
            { Status: >= 400 and < 500 and not 429 } => $"{Number(most.Count)} answers were {most.Status}: what was measured is an error page.",
            _ => null,
        };
    }

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Number(Math.Round(time.TotalSeconds, 3)) + " s";
}
