using System.Runtime.ExceptionServices;
using Nginx502.Load;

namespace Nginx502;

/// <summary>Puts load on a target and tells what came of it: in one step, or step by step until something breaks.</summary>
public static class LoadRun
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Does it. Takes at most <see cref="LoadOptions.LongestTime"/> and a moment for each step.</summary>
    /// <param name="target">What load is put on.</param>
    /// <param name="options">How much, and for how long.</param>
    /// <param name="nginx">The nginx of this machine, whose logs are watched.</param>
    /// <param name="fpm">The php-fpm of this machine, whose pools are watched.</param>
    /// <param name="report">Told how far it is, on the calling thread.</param>
    /// <param name="token">Ends it at once.</param>
    /// <exception cref="OperationCanceledException">It was ended; all connections are closed.</exception>
    /// <exception cref="IOException">The kernel cannot wait for connections.</exception>
    public static GatewayLoadResult Run(
        LoadTarget target, LoadOptions options, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, Action<LoadProgress> report, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        ArgumentNullException.ThrowIfNull(report);
        DateTime time = DateTime.Now;
        using var observer = new LoadObserver(target, nginx, fpm);
        var steps = new LoadSteps();
        LoadEnd end = LoadEnd.Duration;
        foreach ((int concurrency, double? rate) in options.Steps())
        {
            var plan = new LoadPlan(concurrency, rate, options.Requests, options.Duration, options.Timeout, options.FindsLimit);
            var tally = new LoadTally();
            end = RunStep(target, plan, tally, steps.Count + 1, report, token);
            (LoadSymptom[] symptoms, LoadPool[] pools) = observer.Take(token);
            token.ThrowIfCancellationRequested();
            LoadVerdict verdict = steps.Add(plan, tally, options.MaxLatency, symptoms, pools);
            if (verdict != LoadVerdict.Held)
            {
                end = options.FindsLimit && end != LoadEnd.NothingAnswered ? LoadEnd.LimitFound : end;
                break;
            }

            end = options.FindsLimit ? LoadEnd.HighestStep : end;
        }

        return steps.ToResult() with
        {
            ComputerName = Environment.MachineName,
            Machine = MachineIdentity.Current,
            Time = time,
            Target = target.Name,
            Address = target.Address,
            KeepsConnections = target.KeepsConnections,
            EndedBy = end,
            NotSeen = observer.NotSeen,
        };
    }

    // The calling thread tells how far it is: only it may write to a pipeline.
    private static LoadEnd RunStep(LoadTarget target, LoadPlan plan, LoadTally tally, int number, Action<LoadProgress> report, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        LoadEnd end = LoadEnd.Duration;
        ExceptionDispatchInfo? failure = null;
        long start = Environment.TickCount64;
        var thread = new Thread(() =>
        {
            try
            {
                using var loop = new LoadLoop(target, plan, tally);
                end = loop.Run(stop.Token);
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        })
        { IsBackground = true, Name = "Nginx502 load" };
        thread.Start();
        try
        {
            while (!thread.Join(ReportInterval))
            {
                TimeSpan elapsed = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                double share = plan.Requests is { } most ? (double)(tally.Answers + tally.Failed) / most : 0;
                report(new LoadProgress(number, plan.Concurrency, plan.Rate, tally.Answers, tally.Failed, elapsed, Math.Clamp(Math.Max(share, elapsed / plan.Duration), 0, 1)));
            }
        }
        finally
        {
            // A report that throws, as of a stopped pipeline, ends it too.
            stop.Cancel();
            thread.Join();
        }

        failure?.Throw();
        return end;
    }
}
