using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Packages, from the logs of dpkg, apt and dnf: each that matters here by itself, the others of a run together.</summary>
internal sealed class PackageSource : TimelineSource
{
    private const string Dpkg = "/var/log/dpkg.log";
    private const string Apt = "/var/log/apt/history.log";
    private const string Dnf = "/var/log/dnf.rpm.log";
    private const int ShownNames = 3;

    // Between the packages of one run.
    private static readonly TimeSpan RunGap = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override string What => "which packages were changed";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.PackageInstalled, TimelineEventKind.PackageUpgraded, TimelineEventKind.PackageRemoved];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        var changes = new List<LoggedChange>();
        bool hasDpkg = false;
        foreach ((string path, long number, string line) in LineLog.Read(Dpkg, part))
        {
            hasDpkg = true;
            Take(DpkgLogLine.Parse(line), path, number);
        }

        foreach ((string path, long number, string line) in LineLog.Read(Dnf, part))
        {
            Take(DnfLogLine.Parse(line), path, number);
        }

        IReadOnlyList<AptRun> runs = AptHistory.Parse(LineLog.Read(Apt, part).Select(found => found.Line));
        if (!hasDpkg)
        {
            changes.AddRange(runs.SelectMany(run => run.Changes).Where(change => part.Contains(change.Time)).Select(change => new LoggedChange(change, Apt, null)));
        }

        foreach (TimelineEvent found in EventsOf(changes, runs))
        {
            part.Add(found);
        }

        void Take(PackageChange? change, string path, long number)
        {
            if (change is not null && part.Contains(change.Time))
            {
                changes.Add(new LoggedChange(change, path, number));
            }
        }
    }

    /// <summary>What packages are called together that have nothing to do with nginx or PHP.</summary>
    internal const string Others = "other packages";

    /// <summary>The events of packages.</summary>
    /// <param name="changes">What the logs tell, in their order.</param>
    /// <param name="runs">The runs of apt, which tell who asked.</param>
    internal static IEnumerable<TimelineEvent> EventsOf(IReadOnlyList<LoggedChange> changes, IReadOnlyList<AptRun> runs)
    {
        var others = new List<LoggedChange>();
        foreach (LoggedChange logged in changes)
        {
            if (logged.Change.Matters)
            {
                yield return EventOf(logged, runs);
            }
            else
            {
                others.Add(logged);
            }
        }

        foreach (IGrouping<PackageAction, LoggedChange> action in others.GroupBy(logged => logged.Change.Action))
        {
            foreach (IReadOnlyList<LoggedChange> run in Runs(action))
            {
                yield return run.Count == 1 ? EventOf(run[0], runs) : EventOf(run, runs);
            }
        }
    }

    private static TimelineEvent EventOf(LoggedChange logged, IReadOnlyList<AptRun> runs)
    {
        PackageChange change = logged.Change;
        string versions = (change.OldVersion, change.NewVersion) switch
        {
            (null, null) => string.Empty,
            (null, { } now) => now,
            ({ } before, null) => before,
            ({ } before, { } now) when before == now => $"{now}, once more",
            ({ } before, { } now) => $"{before} -> {now}",
        };
        return new TimelineEvent(change.Time, KindOf(change.Action), change.Name, (versions + By(change.Time, runs)).TrimStart(' ', ','), logged.Path)
        {
            LineNumber = logged.LineNumber,
            IsTimeExact = logged.LineNumber is not null,
        };
    }

    private static TimelineEvent EventOf(IReadOnlyList<LoggedChange> run, IReadOnlyList<AptRun> runs)
    {
        string names = string.Join(", ", run.Select(logged => logged.Change.Name).Distinct().Take(ShownNames)) + (run.Count > ShownNames ? ", …" : string.Empty);
        LoggedChange first = run[0];
        return new TimelineEvent(first.Change.Time, KindOf(first.Change.Action), Others, names + By(first.Change.Time, runs), first.Path)
        {
            Count = run.Count,
            Until = run[^1].Change.Time,
            LineNumber = first.LineNumber,
            IsTimeExact = first.LineNumber is not null,
        };
    }

    private static IEnumerable<IReadOnlyList<LoggedChange>> Runs(IEnumerable<LoggedChange> changes)
    {
        var run = new List<LoggedChange>();
        foreach (LoggedChange logged in changes.OrderBy(logged => logged.Change.Time))
        {
            if (run.Count > 0 && logged.Change.Time - run[^1].Change.Time > RunGap)
            {
                yield return run;
                run = [];
            }

            run.Add(logged);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static string By(DateTime time, IReadOnlyList<AptRun> runs)
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        AptRun? run = runs.LastOrDefault(run => time >= run.Start - second && time <= (run.End ?? run.Start + TimeSpan.FromHours(1)) + second);
        string who = run?.RequestedBy is { } user ? $" of {user}" : string.Empty;
        return run?.CommandLine is { } command ? $", by {command}{who}" : string.Empty;
    }

    private static TimelineEventKind KindOf(PackageAction action) => action switch
    {
        PackageAction.Installed => TimelineEventKind.PackageInstalled,
        PackageAction.Upgraded => TimelineEventKind.PackageUpgraded,
        _ => TimelineEventKind.PackageRemoved,
    };

    /// <summary>What a line of a log tells of a package.</summary>
    /// <param name="Change">What.</param>
    /// <param name="Path">The log, safe to show.</param>
    /// <param name="LineNumber">The line; null when the log tells the run's time only.</param>
    internal sealed record LoggedChange(PackageChange Change, string Path, long? LineNumber);
}
