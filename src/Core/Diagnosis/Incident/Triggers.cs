using System.Text.RegularExpressions;
using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>What changed shortly before a trouble began.</summary>
internal static class Triggers
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    // Clocks of logs count seconds, and a change shows in the second that it takes.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);

    private const string HostNames = "/etc/hosts";
    private const string Units = "/systemd/";

    // php8.2-fpm, /etc/php/8.2/fpm/pool.d, "php-fpm 8.2".
    private static readonly Regex PhpVersion = new(@"php(?:-fpm)?[ /]?(\d+\.\d+)", RegexOptions.CultureInvariant);

    // A start that fails is seen within this time.
    private static readonly TimeSpan OneStart = TimeSpan.FromSeconds(10);

    // Of one act there are several lines: a package, its files, its unit.
    private static readonly TimeSpan OneAct = TimeSpan.FromMinutes(2);

    // What was changed before an address went well for the last time broke nothing there; it may have made slow what hurts under load.
    private static readonly Cause[] GrowsSlowly =
    [
        Cause.PoolExhausted, Cause.SlowBackend, Cause.SessionLockPileUp, Cause.BacklogFull, Cause.ReadTimeoutTooShort, Cause.TerminateTimeoutTooShort, Cause.MaxChildrenTooHigh, Cause.WorkerKilledByOom,
        Cause.DiskFull, Cause.TooManyOpenFiles, Cause.WorkerConnectionsExhausted, Cause.EphemeralPortsExhausted, Cause.KeepaliveRace, Cause.KeepaliveStarvesPool, Cause.CpuThrottled, Cause.ProcessLimitReached,
    ];

    // What befalls programs that run, or comes from beside them.
    private static readonly Cause[] WhateverFilesSay =
    [
        Cause.StoppedOnPurpose, Cause.FpmNotRunning, Cause.FpmCrashed, Cause.FpmStuck, Cause.NginxStuck, Cause.SocketFileDeleted, Cause.RuntimeDirectoryMissing, Cause.OrphanWorkers, Cause.DiskFull, Cause.NetworkUnreachable, Cause.FirewallBlocked, Cause.ApplicationUpstreamDown,
        Cause.FrontProxyAnswered, Cause.ContainerLoopback, Cause.LogsElsewhere,
    ];

    // What a file says keeps these from being loaded, or was not loaded yet.
    private static readonly Cause[] OfFilesThatAreNotLoaded =
    [
        Cause.NginxNotReloaded, Cause.FpmNotReloaded, Cause.NginxConfigurationInvalid, Cause.FpmConfigurationInvalid, Cause.PoolUserMissing, Cause.ListenConflict, Cause.PreloadFailed, Cause.NginxNotRunning,
        Cause.UpstreamHostNotFound,
    ];

    // What befalls a program that ran: no boot kept it from that.
    private static readonly Cause[] OfProgramsThatRan =
    [
        Cause.FpmCrashed, Cause.FpmStuck, Cause.NginxStuck, Cause.OrphanWorkers, Cause.WorkerCrashed, Cause.WorkerKilledByOom, Cause.WorkerExited, Cause.EmergencyRestart,
    ];

    // What nobody runs may have been ended, or never have been started.
    private static readonly Cause[] OfProgramsThatDoNotRun = [Cause.StoppedOnPurpose, Cause.FpmNotRunning, Cause.NginxNotRunning];

    // What a program does to itself, as an extension that php.ini names may.
    private static readonly string[] Crashes = ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP"];

    // The file of a pool decides these before that of a site.
    private static readonly Cause[] OfPools =
    [
        Cause.PoolExhausted, Cause.BacklogFull, Cause.MaxChildrenTooHigh, Cause.SlowBackend, Cause.SessionLockPileUp, Cause.TerminateTimeoutTooShort, Cause.WorkerCrashed, Cause.WorkerKilledByOom, Cause.WorkerExited,
        Cause.EmergencyRestart, Cause.AllowedClientsRejected, Cause.FpmConfigurationInvalid, Cause.FpmNotReloaded, Cause.FpmNotRunning, Cause.FpmCrashed, Cause.PoolUserMissing, Cause.ListenConflict, Cause.PreloadFailed,
        Cause.WorkerStartFails, Cause.ProcessLimitReached, Cause.SocketPermissionDenied, Cause.SocketDirectoryNotSearchable, Cause.OpenBasedirDenied, Cause.PhpFatalError,
    ];

    // What a person does comes before what follows of it.
    private static readonly TimelineEventKind[] ByWeight =
    [
        TimelineEventKind.PackageUpgraded, TimelineEventKind.PackageInstalled, TimelineEventKind.PackageRemoved, TimelineEventKind.OomKill, TimelineEventKind.Change,
        TimelineEventKind.FileChanged, TimelineEventKind.Deployed, TimelineEventKind.Reboot, TimelineEventKind.UnitStopped, TimelineEventKind.UnitFailed, TimelineEventKind.UnitReloaded, TimelineEventKind.FpmFailed, TimelineEventKind.FpmStopped,
        TimelineEventKind.FpmReloaded, TimelineEventKind.NginxReloaded,
    ];

    /// <summary>The finding with what probably set it off.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="onset">When it began.</param>
    public static Finding Apply(DiagnosisContext context, Finding finding, Onset onset)
    {
        if (context.Snapshot.Timeline is not { } timeline || onset is not { Time: { } time, Earliest: { } earliest })
        {
            return finding;
        }

        // What only began again after an attempt to mend it began before that.
        DateTime begin = onset.Parted is null ? earliest : time;
        bool isTimeLost = timeline.Events.Any(happened => happened.Kind is TimelineEventKind.FileChanged && happened.Time > earliest + After && happened.Subject != HostNames && Concerns(context, finding, happened, earliest));

        TimelineEvent[] near =
        [
            .. timeline.Events.Where(happened => ByWeight.Contains(happened.Kind) && happened.Time >= begin - Before && happened.Time <= begin + After && Concerns(context, finding, happened, begin)
                && !IsAttempt(happened, earliest) && !(isTimeLost && happened.Kind is TimelineEventKind.FileChanged && happened.Time < begin - OneAct)
                && !IsOver(timeline, happened, begin) && !WasTakenBack(timeline, happened, begin) && TookEffect(context, timeline, finding, happened, begin) && (GrowsSlowly.Contains(finding.Cause) || !WentWellWith(context, timeline, happened, onset.GoodBefore))),
            .. ChangedRights(context, finding).Where(happened => happened.Time >= begin - Before && happened.Time <= begin + After),
        ];
        if (near.Length == 0)
        {
            return finding;
        }

        // What lies nearest counts, with what it was a part of: an upgrade restarts a unit, a changed file comes before its reload.
        DateTime last = near.Max(happened => happened.Time);
        TimelineEvent trigger = near.Where(happened => last - happened.Time <= OneAct).OrderBy(happened => WeightOf(happened.Kind))
            .ThenByDescending(happened => happened.Time.Ticks / TimeSpan.TicksPerSecond).ThenBy(happened => DistanceOf(context, finding, happened.Subject)).ThenByDescending(happened => happened.Time).First();
        return finding with { Trigger = trigger, TriggerLead = begin > trigger.Time ? begin - trigger.Time : TimeSpan.Zero };
    }

    // What a person does about a trouble did not begin it, though it may have stopped for a while.
    private static bool IsAttempt(TimelineEvent happened, DateTime earliest) => happened.Time > earliest + After
        && happened.Kind is TimelineEventKind.FileChanged or TimelineEventKind.Change or TimelineEventKind.Deployed or TimelineEventKind.UnitReloaded or TimelineEventKind.FpmReloaded or TimelineEventKind.NginxReloaded;

    // No log tells who changed the mode of a file; the kernel tells when.
    private static IEnumerable<TimelineEvent> ChangedRights(DiagnosisContext context, Finding finding) =>
        finding.Cause is Cause.SocketPermissionDenied or Cause.SocketDirectoryNotSearchable
        && context.EndpointOf(finding.Endpoint)?.Socket?.Facts is { } facts && FileFailures.Obstacle(facts) is { RightsChanged: { } time } obstacle
            ? [new TimelineEvent(time, TimelineEventKind.FileChanged, obstacle.Path, "its owner, mode or name was changed", "the kernel")]
            : [];

    // What was stopped and started again before the trouble did not begin it.
    private static bool IsOver(GatewayTimeline timeline, TimelineEvent happened, DateTime begin) =>
        happened.Kind is TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed
        && timeline.Events.Any(started => started.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.FpmStarted && started.Time > happened.Time && started.Time < begin - OneStart
            && IsOfFpm(started) == IsOfFpm(happened));

    // What this program changed, and nothing was left of when it began: "change 10, … of change 7".
    private static bool WasTakenBack(GatewayTimeline timeline, TimelineEvent happened, DateTime begin) => happened.Kind == TimelineEventKind.Change
        && ((happened.Text.EndsWith(ChangeWords.PutBack, StringComparison.Ordinal) && !timeline.Events.Any(load => (IsLoad(load, isOfNginx: true) || IsLoad(load, isOfNginx: false)) && load.Time >= happened.Time - After && load.Time <= begin + After))
            || (happened.Text.EndsWith(ChangeWords.UndoneLater, StringComparison.Ordinal)
                && timeline.Events.Any(undo => undo.Kind == TimelineEventKind.Change && undo.Time < begin && undo.Text.Split(':')[0].EndsWith($" of {happened.Text.Split(',')[0]}", StringComparison.Ordinal))));

    // What is written in a file and was not loaded when a trouble began did not bring it about, unless it keeps something from starting.
    private static bool TookEffect(DiagnosisContext context, GatewayTimeline timeline, Finding finding, TimelineEvent happened, DateTime begin)
    {
        if (happened.Kind is not (TimelineEventKind.FileChanged or TimelineEventKind.Change) || happened.Subject == HostNames
            || OfFilesThatAreNotLoaded.Contains(finding.Cause) || context.EndpointOf(finding.Endpoint) is { IsDown: true })
        {
            return true;
        }

        // What a unit says takes effect with a start, and at once.
        bool isOfUnit = happened.Subject.Contains(Units, StringComparison.Ordinal);
        bool isOfNginx = isOfUnit ? happened.Subject.Contains("nginx", StringComparison.Ordinal) : IsOfNginx(context, happened.Subject);
        DateTime[] loads =
        [
            .. timeline.Events.Where(load => IsLoad(load, isOfNginx)).Select(load => load.Time)
                .Concat((isOfNginx ? context.NginxLoadedAt : context.FpmLoadedAt) is { } last ? [last] : []),
        ];
        DateTime[] later = [.. loads.Where(load => load >= happened.Time - After)];
        return loads.Length == 0 || (later.Length > 0 && later.Min() is var first && first <= begin + After && (!isOfUnit || begin - first <= OneAct));
    }

    // An address that went well after something had happened was not broken by it. What is written in files happens when they are loaded.
    private static bool WentWellWith(DiagnosisContext context, GatewayTimeline timeline, TimelineEvent happened, DateTime? goodBefore)
    {
        if (goodBefore is not { } good || happened.Time + After >= good)
        {
            return false;
        }

        bool isWritten = happened.Kind is TimelineEventKind.FileChanged or TimelineEventKind.Change or TimelineEventKind.PackageInstalled or TimelineEventKind.PackageUpgraded or TimelineEventKind.PackageRemoved;
        bool isOfNginx = happened.Subject.StartsWith("nginx", StringComparison.Ordinal) || IsOfNginx(context, happened.Subject);
        return !isWritten || timeline.Events.FirstOrDefault(load => load.Time >= happened.Time && IsLoad(load, isOfNginx))?.Time is not { } loaded || loaded + After < good;
    }

    private static bool IsLoad(TimelineEvent happened, bool isOfNginx) => happened.Kind switch
    {
        TimelineEventKind.Reboot => true,
        TimelineEventKind.NginxStarted or TimelineEventKind.NginxReloaded or TimelineEventKind.NginxFailed => isOfNginx,
        TimelineEventKind.FpmStarted or TimelineEventKind.FpmReloaded or TimelineEventKind.FpmFailed => !isOfNginx,
        TimelineEventKind.UnitStarted or TimelineEventKind.UnitReloaded or TimelineEventKind.UnitStopped => happened.Subject.Contains("nginx", StringComparison.Ordinal) == isOfNginx,
        _ => false,
    };

    private static bool IsOfFpm(TimelineEvent happened) => happened.Kind is TimelineEventKind.FpmStarted or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed || happened.Subject.Contains("fpm", StringComparison.Ordinal);

    // Of changes that people made the last counts, by whatever means.
    private static int WeightOf(TimelineEventKind kind) =>
        Array.IndexOf(ByWeight, kind switch
        {
            TimelineEventKind.FileChanged or TimelineEventKind.Deployed => TimelineEventKind.Change,
            TimelineEventKind.UnitFailed or TimelineEventKind.FpmFailed or TimelineEventKind.FpmStopped => TimelineEventKind.UnitStopped,
            _ => kind,
        });

    // Of two files that were written in one second that of its own pool or site is nearer.
    private static int DistanceOf(DiagnosisContext context, Finding finding, string path)
    {
        bool isOfPool = context.EndpointOf(finding.Endpoint)?.Pool?.ConfigurationPath == path;
        bool isOfSite = context.Snapshot.Configuration.Upstreams.Any(upstream => upstream.Path == path && (finding.Servers.Length == 0 || IsOf(finding, upstream)));
        return OfPools.Contains(finding.Cause) ? isOfPool ? 0 : isOfSite ? 1 : 2
            : isOfSite ? 0 : isOfPool ? 1 : 2;
    }

    private static bool IsOf(Finding finding, NginxUpstream upstream) => finding.Servers.Contains(upstream.Server) || finding.Servers.Intersect(upstream.ServerNames).Any();

    private static bool Concerns(DiagnosisContext context, Finding finding, TimelineEvent happened, DateTime begin)
    {
        // A container is started with its first process: that is no boot of a machine, and breaks nothing by itself.
        if (happened is { Kind: TimelineEventKind.Reboot, Subject: "container" } or { Subject: PackageSource.Others })
        {
            return false;
        }

        DiagnosedEndpoint? endpoint = context.EndpointOf(finding.Endpoint);
        if (!CanBringAbout(context, finding, endpoint, happened, begin))
        {
            return false;
        }

        string[] told = [.. PhpVersion.Matches(happened.Subject).Select(match => match.Groups[1].Value)];
        return happened.Kind switch
        {
            TimelineEventKind.OomKill => KernelEvent.IsGatewayName(happened.Subject),

            // Where no pool is known at an address, any other version may have taken its place.
            _ when told.Length > 0 && endpoint?.Pool is { } pool => Versions(pool, endpoint.Endpoint) is { Length: > 0 } own ? told.Any(own.Contains) : true,
            TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed or TimelineEventKind.UnitReloaded when endpoint?.Service?.Unit is { } unit && happened.Subject.Contains("fpm", StringComparison.Ordinal) =>
                NameOf(happened.Subject) == NameOf(unit),
            _ => true,
        };
    }

    // What PHP runs is nothing to a php-fpm that is not reached, and what nginx is told nothing to one that does not run.
    private static bool CanBringAbout(DiagnosisContext context, Finding finding, DiagnosedEndpoint? endpoint, TimelineEvent happened, DateTime begin) => happened.Kind switch
    {
        // What PHP runs, and how, keeps no nginx from running; and whoever sends a signal reads no file.
        TimelineEventKind.FileChanged or TimelineEventKind.Change or TimelineEventKind.Deployed or TimelineEventKind.FpmReloaded or TimelineEventKind.UnitReloaded when finding.Cause is Cause.NginxNotRunning
            && (happened.Kind is TimelineEventKind.Deployed || IsOfFpm(happened) || IsOfPhp(context, happened.Subject)) => false,
        TimelineEventKind.FileChanged or TimelineEventKind.Change when EndedBySignal(context, finding, endpoint) => false,
        TimelineEventKind.Deployed => !WhateverFilesSay.Contains(finding.Cause) && !IsOfOtherSites(context, finding, happened.Subject) && finding.Cause is not (Cause.TooManyOpenFiles or Cause.WorkerConnectionsExhausted) && (endpoint is null or { IsFailing: false } or { Socket.FailedRung: >= FpmSocketRungKind.Answers } || finding.Cause is Cause.PreloadFailed),
        TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed =>
            IsOfFpm(happened) ? (IsOfFpmAlone(finding, endpoint) && finding.Cause is not Cause.FpmStuck && !(finding is { Cause: Cause.SocketFileDeleted, IsPresent: true })) || finding.Cause is Cause.StoppedOnPurpose or Cause.ReloadKillsRequests : finding is { Cause: Cause.NginxNotRunning } or { Cause: Cause.StoppedOnPurpose, Endpoint: null },
        // What breaks at a boot breaks soon, and what does not run may wait long for its first visitor. Who listens on a file that is gone was started after it.
        TimelineEventKind.Reboot => finding.Cause is not Cause.SocketFileDeleted && (endpoint is { IsDown: true } || begin - happened.Time <= OneAct) && !RanSince(context, finding, endpoint, happened.Time, begin),
        TimelineEventKind.FpmReloaded or TimelineEventKind.UnitReloaded => !WhateverFilesSay.Contains(finding.Cause),
        TimelineEventKind.FileChanged or TimelineEventKind.Change when happened.Subject == HostNames => finding.Cause is Cause.UpstreamHostNotFound or Cause.UpstreamAddressStale or Cause.NginxNotRunning or Cause.NginxConfigurationInvalid or Cause.AddressFamilyMismatch,
        TimelineEventKind.NginxReloaded => !IsOfFpmAlone(finding, endpoint) && !WhateverFilesSay.Contains(finding.Cause),
        TimelineEventKind.FileChanged or TimelineEventKind.Change when happened.Subject.Contains(Units, StringComparison.Ordinal) =>
            finding.Cause is not Cause.SocketFileDeleted && Path.HasExtension(happened.Subject) ? IsOfFpmAlone(finding, endpoint) || IsOfUnit(finding.Cause) : finding.Cause is Cause.NginxNotRunning || (finding.Cause is Cause.StoppedOnPurpose && context.Services.Any(service => service is { IsMasked: true } && (endpoint?.Service is null || service == endpoint.Service))),
        TimelineEventKind.FileChanged or TimelineEventKind.Change => !WhateverFilesSay.Contains(finding.Cause) && !IsOfOthers(context, finding, endpoint, happened.Subject)
            && (!IsOfFpmAlone(finding, endpoint) || !IsOfNginx(context, happened.Subject)),
        _ => true,
    };

    // A site or a pool of its own file, where the finding is about others. What a php-fpm refuses is the matter of all its pools.
    private static bool IsOfOthers(DiagnosisContext context, Finding finding, DiagnosedEndpoint? endpoint, string path)
    {
        string[] servers = [.. context.Snapshot.Configuration.Upstreams.Where(upstream => upstream.Path == path).Select(upstream => upstream.Server).Where(server => server.Length > 0)];
        bool isOfOtherSites = servers.Length > 0 && finding.Servers.Length > 0 && !servers.Intersect(finding.Servers).Any();
        FpmPool[] pools = [.. context.Snapshot.Configuration.Pools.Where(pool => pool.ConfigurationPath == path)];
        bool isOfOtherPools = endpoint is { Pool: { ConfigurationPath: { } file } own, IsDown: false } && !pools.Contains(own)
            && (pools.Length > 0 || (path != file && Path.GetDirectoryName(path) == Path.GetDirectoryName(file)));
        return isOfOtherSites || isOfOtherPools;
    }

    // What was deployed for one site breaks no other: a file is of the nearest document root above it, and a link of those that it leads to.
    private static bool IsOfOtherSites(DiagnosisContext context, Finding finding, string path)
    {
        NginxUpstream[] rooted = [.. context.Snapshot.Configuration.Upstreams.Where(upstream => upstream.DocumentRoot is ['/', ..] root && !root.Contains('$', StringComparison.Ordinal))];
        string? nearest = rooted.Select(upstream => upstream.DocumentRoot!.TrimEnd('/')).Where(root => HiddenPath.IsBelow(path, root)).MaxBy(root => root.Length);
        NginxUpstream[] serving = [.. rooted.Where(upstream => nearest is null ? HiddenPath.IsBelow(upstream.DocumentRoot!, path) : upstream.DocumentRoot!.TrimEnd('/') == nearest)];
        return finding.Servers.Length > 0 && !serving.Any(upstream => IsOf(finding, upstream)) && (serving.Length > 0 || rooted.Any(upstream => IsOf(finding, upstream)));
    }

    // It came up after a boot, and ended later.
    private static bool RanSince(DiagnosisContext context, Finding finding, DiagnosedEndpoint? endpoint, DateTime boot, DateTime begin)
    {
        if (OfProgramsThatRan.Contains(finding.Cause) || EndedBySignal(context, finding, endpoint))
        {
            return true;
        }

        if (!OfProgramsThatDoNotRun.Contains(finding.Cause))
        {
            return false;
        }

        IEnumerable<TimelineEvent> own = endpoint is not null ? PastOutage.EventsOf(context, endpoint)
            : context.Services.Where(service => service is { Program: "nginx", Unit: not null }).SelectMany(service => PastOutage.EventsOf(context, service.Unit!))
                .Concat(context.Snapshot.Timeline!.Events.Where(started => started.Kind is TimelineEventKind.NginxStarted));
        return own.Any(started => (PastOutage.IsStart(started) || started.Kind is TimelineEventKind.NginxStarted or TimelineEventKind.UnitStopped or TimelineEventKind.FpmStopped) && started.Time > boot && started.Time <= begin + After);
    }

    // Its manager saw a signal end it. One that a filter of its unit sends is of that, and one after a time-out of what it waited for.
    private static bool EndedBySignal(DiagnosisContext context, Finding finding, DiagnosedEndpoint? endpoint) => finding.Cause is Cause.NginxNotRunning or Cause.FpmNotRunning or Cause.FpmCrashed or Cause.OrphanWorkers
        && (finding.Cause is Cause.NginxNotRunning ? context.Services.Where(service => service.Program == "nginx") : endpoint?.Service is { } own ? [own] : [])
            .Any(service => service is { IsRunning: false, ExitSignal: not "SIGSYS", Result: not "timeout" } && (service.ExitSignal is { } signal ? !Crashes.Contains(signal) : service.Result == "signal"));

    private static bool IsOfPhp(DiagnosisContext context, string path) => (path.Contains("/php", StringComparison.Ordinal) && !IsOfNginx(context, path))
        || context.Snapshot.Configuration.Pools.Any(pool => pool.ConfigurationPath == path || pool.MasterConfigurationPath == path);

    // What a unit decides beside whether its program starts: users, limits, what it may see.
    private static bool IsOfUnit(Cause cause) => cause is Cause.NginxNotRunning or Cause.NamespaceMismatch or Cause.SandboxDenied or Cause.TooManyOpenFiles or Cause.ProcessLimitReached or Cause.CpuThrottled
        or Cause.WorkerKilledByOom or Cause.SocketPermissionDenied or Cause.SocketDirectoryNotSearchable or Cause.SecurityModuleDenied or Cause.StoppedOnPurpose;

    private static bool IsOfFpmAlone(Finding finding, DiagnosedEndpoint? endpoint) =>
        endpoint is { IsDown: true } || finding.Cause is Cause.RuntimeDirectoryMissing or Cause.SocketFileDeleted or Cause.FpmStuck or Cause.OrphanWorkers or Cause.WorkerStartFails or Cause.FpmNotReloaded;

    private static bool IsOfNginx(DiagnosisContext context, string path) => context.Snapshot.Configuration.Upstreams.Select(upstream => upstream.Path)
        .Concat(context.Snapshot.Configuration.Nginx.Select(nginx => nginx.ConfigurationPath))
        .OfType<string>()
        .Any(file => file == path || Path.GetDirectoryName(file) is { } directory && (directory == path || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal)));

    private static string[] Versions(FpmPool pool, FpmEndpoint endpoint) =>
    [
        .. new[] { pool.PhpVersion is { } version ? string.Join('.', version.Split('.').Take(2)) : null }
            .Concat(PhpVersion.Matches($"{pool.MasterConfigurationPath} {endpoint.SocketPath}").Select(match => match.Groups[1].Value))
            .OfType<string>().Distinct(),
    ];

    private static string NameOf(string unit) => unit.EndsWith(".service", StringComparison.Ordinal) ? unit[..^".service".Length] : unit;
}
