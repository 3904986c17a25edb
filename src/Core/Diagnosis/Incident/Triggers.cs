using System.Text.RegularExpressions;
using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>What changed shortly before a trouble began.</summary>
internal static class Triggers
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    // Clocks of logs count seconds, and a change shows in the second that it takes.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);

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

    // What a person does comes before what follows of it.
    private static readonly TimelineEventKind[] ByWeight =
    [
        TimelineEventKind.PackageUpgraded, TimelineEventKind.PackageInstalled, TimelineEventKind.PackageRemoved, TimelineEventKind.OomKill, TimelineEventKind.Change,
        TimelineEventKind.FileChanged, TimelineEventKind.Deployed, TimelineEventKind.Reboot, TimelineEventKind.UnitStopped, TimelineEventKind.UnitFailed, TimelineEventKind.UnitReloaded, TimelineEventKind.FpmFailed, TimelineEventKind.FpmStopped,
        TimelineEventKind.FpmReloaded, TimelineEventKind.NginxReloaded,
    ];

    /// <summary>The finding with what probably set it off.</summary>
    public static Finding Apply(DiagnosisContext context, Finding finding)
    {
        Onset onset = Onset.Of(context, finding);
        if (context.Snapshot.Timeline is not { } timeline || onset.Time is not { } begin)
        {
            return finding;
        }

        TimelineEvent[] near =
        [
            .. timeline.Events.Where(happened => ByWeight.Contains(happened.Kind) && happened.Time >= begin - Before && happened.Time <= begin + After && Concerns(context, finding, happened)
                && !IsOver(timeline, happened, begin)),
        ];
        if (near.Length == 0 || (!GrowsSlowly.Contains(finding.Cause) && near.Max(happened => happened.Time) + After < onset.GoodBefore))
        {
            return finding;
        }

        // What lies nearest counts, with what it was a part of: an upgrade restarts a unit, a changed file comes before its reload.
        DateTime last = near.Max(happened => happened.Time);
        TimelineEvent trigger = near.Where(happened => last - happened.Time <= OneAct).OrderBy(happened => WeightOf(happened.Kind)).ThenByDescending(happened => happened.Time).First();
        return finding with { Trigger = trigger, TriggerLead = begin - trigger.Time };
    }

    // What was stopped and started again before the trouble did not begin it.
    private static bool IsOver(GatewayTimeline timeline, TimelineEvent happened, DateTime begin) =>
        happened.Kind is TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed
        && timeline.Events.Any(started => started.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.FpmStarted && started.Time > happened.Time && started.Time < begin - OneStart
            && IsOfFpm(started) == IsOfFpm(happened));

    private static bool IsOfFpm(TimelineEvent happened) => happened.Kind is TimelineEventKind.FpmStarted or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed || happened.Subject.Contains("fpm", StringComparison.Ordinal);

    // Of changes that people made the last counts, by whatever means.
    private static int WeightOf(TimelineEventKind kind) =>
        Array.IndexOf(ByWeight, kind is TimelineEventKind.FileChanged or TimelineEventKind.Deployed ? TimelineEventKind.Change : kind);

    private static bool Concerns(DiagnosisContext context, Finding finding, TimelineEvent happened)
    {
        // A container is started with its first process: that is no boot of a machine, and breaks nothing by itself.
        if (happened is { Kind: TimelineEventKind.Reboot, Subject: "container" } or { Subject: PackageSource.Others })
        {
            return false;
        }

        DiagnosedEndpoint? endpoint = context.EndpointOf(finding.Endpoint);
        if (!CanBringAbout(context, finding, endpoint, happened))
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
    private static bool CanBringAbout(DiagnosisContext context, Finding finding, DiagnosedEndpoint? endpoint, TimelineEvent happened) => happened.Kind switch
    {
        TimelineEventKind.Deployed => endpoint is null or { IsFailing: false } or { Socket.FailedRung: >= FpmSocketRungKind.Answers } || finding.Cause is Cause.PreloadFailed,
        TimelineEventKind.NginxReloaded => !IsOfFpmAlone(finding, endpoint),
        TimelineEventKind.FileChanged or TimelineEventKind.Change when happened.Subject.Contains(Units, StringComparison.Ordinal) => IsOfFpmAlone(finding, endpoint) || IsOfUnit(finding.Cause),
        TimelineEventKind.FileChanged or TimelineEventKind.Change => !IsOfFpmAlone(finding, endpoint) || !IsOfNginx(context, happened.Subject),
        _ => true,
    };

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
