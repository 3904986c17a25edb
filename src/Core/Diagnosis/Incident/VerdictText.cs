using System.Globalization;
using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>The answer in a line: who is hurt, how much, since when.</summary>
internal static class VerdictText
{
    private const int FirstFailure = 500;

    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(2);

    // A trouble shows in both logs within this time.
    private static readonly TimeSpan SameTrouble = TimeSpan.FromSeconds(10);

    // The gateway did its part for these: what was asked for said it, or was not to be had.
    private static readonly Cause[] OfApplication = [Cause.StatusByDesign, Cause.PhpFatalError, Cause.ScriptNotFound];

    // Whoever comes now is served, late.
    private static readonly Cause[] Waiting = [Cause.PoolExhausted, Cause.SessionLockPileUp, Cause.SlowBackend];

    /// <summary>It.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="findings">What was found, in order.</param>
    /// <param name="past">What is over, the last first.</param>
    /// <param name="impact">What visitors got.</param>
    /// <param name="unseen">What had to be seen to call it healthy, and was not.</param>
    public static string Of(DiagnosisContext context, IReadOnlyList<Finding> findings, IReadOnlyList<PastTrouble> past, IReadOnlyList<SiteImpact> impact, IReadOnlyList<string> unseen)
    {
        GatewaySnapshot snapshot = context.Snapshot;
        Finding? first = findings.Count > 0 ? findings[0] : null;
        if (first is { IsPresent: true, Severity: >= Severity.Error })
        {
            Finding[] rest = [.. findings.Where(finding => finding is { IsPresent: true, Severity: >= Severity.Error, Cause: not (Cause.EvidenceHidden or Cause.LogsElsewhere) })];
            string[] too = [.. rest.SelectMany(finding => finding.Servers).Except(first.Servers).Distinct()];
            string others = too.Length == 0 && !context.IsNginxDown && impact.Any(found => found.Servers.Length > 0) && Fine(snapshot, impact) ? "; other sites fine" : string.Empty;
            return $"{Who(snapshot, first)}: {Share(context, first, impact) ?? Next(context, first, findings)}{others}: {first.Title}{(first.Servers.Length > 0 ? Too(first, rest, too) : string.Empty)}.";
        }

        string known = Known(context, first, past, impact, unseen.Count == 0 ? "Healthy now. Over" : "Over");
        if (unseen.Count > 0)
        {
            return $"Not decided: {string.Join(" and ", unseen)} {(unseen.Count > 1 ? "were" : "was")} not seen{(IsForWantOfTime(snapshot, unseen) ? " in time (a longer -Timeout shows it)" : string.Empty)}.{(known.Length > 0 ? " " + known : string.Empty)}";
        }

        string? answers = Beside(snapshot, findings, impact);
        return known.Length == 0 && answers is null ? "Healthy: nginx reaches php-fpm, and no errors were found."
            : $"{(known.Length > 0 ? known : "Healthy: nginx reaches php-fpm.")}{(answers is null ? string.Empty : " " + answers)}";
    }

    // Nothing failed between nginx and php-fpm, and visitors are turned away all the same, as by limit_req or a maintenance.
    private static string? Beside(GatewaySnapshot snapshot, IReadOnlyList<Finding> findings, IReadOnlyList<SiteImpact> impact) =>
        impact.FirstOrDefault(found => found is { Status: >= FirstFailure and not (502 or 504), Failed: > 0 } && snapshot.Time - found.Last <= LongAgo
            && !findings.Any(finding => finding.Status == found.Status && (finding.Servers.Length == 0 || found.Servers.Length == 0 || finding.Servers.Intersect(found.Servers).Any()))) is { } told
            ? string.Create(CultureInfo.InvariantCulture, $"{(told.Servers.Length == 0 ? snapshot.ComputerName : string.Join(", ", told.Servers.Take(3)))}: {Count(told.Failed)} {(told.Failed == 1 ? "answer" : "answers")} {told.Status} since {told.First:HH:mm:ss}, last {Ago.Text(snapshot.Time, told.Last)}; the application gives them, or nginx itself, as by a limit: no failure between the two was seen.")
            : null;

    // Others may fail by the same, or by something else.
    private static string Too(Finding first, Finding[] rest, string[] too)
    {
        if (too.Length == 0)
        {
            return string.Empty;
        }

        Cause[] causes = [.. rest.Where(finding => finding.Servers.Intersect(too).Any()).Select(finding => finding.Cause).Distinct()];
        return $"; {string.Join(", ", too.Take(3))}{(too.Length > 3 ? $" and {too.Length - 3} more" : string.Empty)} {(too.Length == 1 ? "fails" : "fail")} too{(causes is [{ } other] && other != first.Cause ? $" ({other})" : string.Empty)}";
    }

    // What does not hurt, or no more.
    private static string Known(DiagnosisContext context, Finding? first, IReadOnlyList<PastTrouble> past, IReadOnlyList<SiteImpact> impact, string since)
    {
        GatewaySnapshot snapshot = context.Snapshot;
        if (first is { IsPresent: true, Severity: Severity.Warning })
        {
            return first is { Status: null, ErrorCount: 0 }
                ? $"{Who(snapshot, first)}: works now, and will hurt: {first.Title}."
                : $"{Who(snapshot, first)}: {Share(context, first, impact) ?? "no visitor was seen to get an error"}: {first.Title}{(OfApplication.Contains(first.Cause) ? ", which is no failure of the gateway" : string.Empty)}.";
        }

        PastTrouble[] over = [.. past.Where(trouble => trouble.Counted(snapshot.Time).Length > 0)];
        return over.Length == 0 ? string.Empty
            : $"{since}: {over[0].Named(finding => finding.Title)}, {over[0].Counted(snapshot.Time)}{(over.Length > 1 ? $"; {CountText.Of(over.Length - 1, "other trouble")} before that" : string.Empty)}.";
    }

    private static string? Share(DiagnosisContext context, Finding finding, IReadOnlyList<SiteImpact> impact)
    {
        GatewaySnapshot snapshot = context.Snapshot;

        Onset onset = Onset.Of(context, finding);

        // Where a visitor got his page all the same, the log of what was answered counts others.
        SiteImpact? hurt = finding.Cause == Cause.UpstreamDegraded ? null
            : impact.FirstOrDefault(found => IsOf(snapshot, onset.Time, found) && !IsMixed(snapshot, finding, onset.Time, found) && found.Status == (finding.Status ?? 502) && (found.Servers.Length == 0 || found.Servers.All(finding.Servers.Contains)));
        if ((hurt?.Last ?? finding.Last) is { } last && snapshot.Time - last > LongAgo && context.EndpointOf(finding.Endpoint) is { IsFailing: true })
        {
            // Of this trouble or of one before: who comes now is hurt by this one, and so is who waits.
            return context.EndpointOf(finding.Endpoint) is { Socket.Queued: > 0 } ? null : $"the last error was {Ago.Text(snapshot.Time, last)}, and the next visitor gets one";
        }

        return hurt is { Failed: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{Part(hurt.Share)} {hurt.Status} ({hurt.Failed:N0} of {hurt.Total:N0}) since {hurt.First:HH:mm:ss}, last {Ago.Text(snapshot.Time, hurt.Last)}{GoodSince(context, finding)}")
            : onset.ErrorCount > 0 ? $"{(onset.IsAtMost ? "up to " : string.Empty)}{Count(onset.ErrorCount)} {(finding.Cause == Cause.UpstreamDegraded ? onset.ErrorCount == 1 ? "attempt in vain" : "attempts in vain" : onset.ErrorCount == 1 ? "error" : "errors")} since {onset.Time:HH:mm:ss}, last {Ago.Text(snapshot.Time, finding.Last)}{GoodSince(context, finding)}"
            : impact.FirstOrDefault(found => IsOf(snapshot, onset.Time, found) && found.Status == (finding.Status ?? 502) && found.Servers.Intersect(finding.Servers).Any()) is { } shared
            ? string.Create(CultureInfo.InvariantCulture, $"{Count(shared.Failed)} {(shared.Failed == 1 ? "answer" : "answers")} {shared.Status} since {shared.First:HH:mm:ss}, last {Ago.Text(snapshot.Time, shared.Last)}, in a log of several sites")
            : null;
    }

    // Too few to call it over, and enough to say so.
    private static string GoodSince(DiagnosisContext context, Finding finding)
    {
        RequestOutcome?[] outcomes = [.. context.Snapshot.Errors.Where(error => finding.Symptoms.Contains(error.Symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(error.Endpoint))).Select(error => error.Outcome)];
        return outcomes.Length > 0 && outcomes.All(outcome => outcome is { GoodSince: > 0 }) && context.EndpointOf(finding.Endpoint) is { Answers: true }
            ? string.Create(CultureInfo.InvariantCulture, $" ({CountText.Of(outcomes.Min(outcome => outcome!.GoodSince), "good answer")} since{(outcomes.Any(outcome => outcome!.IsShared) ? ", of a log that sites share" : string.Empty)}: it may be over)")
            : string.Empty;
    }

    // Failures of a trouble before, which was mended meanwhile, are not of this one. Where the error log tells of none, they may be.
    private static bool IsOf(GatewaySnapshot snapshot, DateTime? onset, SiteImpact impact) => onset is { } begin
        ? impact.First is not { } since || begin - since < SameTrouble
        : !snapshot.Errors.Any(error => error.AttemptStatus is not null);

    // Another trouble of the same site was over when this one began, and the access log counts both.
    private static bool IsMixed(GatewaySnapshot snapshot, Finding finding, DateTime? onset, SiteImpact impact) => snapshot.Errors.Any(error => error.AttemptStatus == impact.Status
        && error.Last < onset && error.Last >= impact.First
        && (error.Server is null || impact.Servers.Length == 0 || impact.Servers.Contains(error.Server))
        && !(finding.Symptoms.Contains(error.Symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(error.Endpoint))));

    private static string Part(double share) => share is > 0 and < 0.01 ? "under 1 %" : share.ToString("P0", CultureInfo.InvariantCulture);

    // Nobody came yet: what the next one gets is known where it was tried just now.
    private static string Next(DiagnosisContext context, Finding finding, IReadOnlyList<Finding> findings) =>
        context.IsNginxDown && context.Services.Any(service => service is { Program: "nginx", Orphans.Length: > 0 }) ? "workers without a master still answer" :
        NginxNotRunningRule.TakenAddress(context) is { } taken ? $"another program has {taken.Address}, and answers in its place" :
        finding.Cause is Cause.NginxNotRunning or Cause.NginxStuck || (finding is { Cause: Cause.StoppedOnPurpose, Endpoint: null }) || (finding.Endpoint is null && context.IsNginxDown) ? NoAnswer(Onset.Of(context, finding).Time)
        : context.EndpointOf(finding.Endpoint) is { IsFailing: true, Socket.Queued: > 0 and var waiting } ? $"{Count(waiting)} {(waiting == 1 ? "connection waits" : "connections wait")}, and {Unread(context.Snapshot, findings) ?? "no error was seen yet"}"
        : context.EndpointOf(finding.Endpoint) is { IsFailing: true } && context.Snapshot.Time - finding.Last <= LongAgo ? $"the last error was {Ago.Text(context.Snapshot.Time, finding.Last)}, and the next visitor gets one"
        : context.EndpointOf(finding.Endpoint) is { IsFailing: true } && Answered(context.Snapshot, finding) is { } answered ? $"the last {answered.Status} was {Ago.Text(context.Snapshot.Time, answered.Last)}, and the next visitor {(Waiting.Contains(finding.Cause) ? "waits" : "gets one")}"
        : context.EndpointOf(finding.Endpoint) is { IsFailing: true } ? $"{Unread(context.Snapshot, findings) ?? "no error was seen yet"}; the next visitor {(Waiting.Contains(finding.Cause) ? "waits" : "gets one")}"
        : context.Snapshot.Probes.FirstOrDefault(probe => probe is { Status: null or >= FirstFailure } && IsOf(finding, probe)) is { } asked ? asked.Status is { } status ? $"{asked.Uri} answers {status} now" : $"{asked.Uri} gets no answer now"
        : Unread(context.Snapshot, findings) ?? "no visitor was seen to get an error";

    // An error log that hides what happens says nothing of visitors; the access log does.
    private static AnswerCount? Answered(GatewaySnapshot snapshot, Finding finding) => snapshot.Answers
        .Where(answer => answer.Status == (finding.Status ?? 502) && snapshot.Time - answer.Last <= LongAgo && (answer.Site is { } site ? finding.Servers.Contains(site) : answer.Servers.Intersect(finding.Servers).Any()))
        .MaxBy(answer => answer.Last);

    private static bool IsForWantOfTime(GatewaySnapshot snapshot, IReadOnlyList<string> unseen) => snapshot.NotSeen.Any(gap => gap.Remedy == NotSeen.Longer && gap.What switch
    {
        LogEvidence.OfErrorLogs => unseen is [Sight.ErrorLog],
        GatewaySnapshot.BothConfigurations => unseen is [Sight.Nginx],
        _ => false,
    });

    // What nobody read, or nobody could write, may tell of errors.
    private static string? Unread(GatewaySnapshot snapshot, IReadOnlyList<Finding> findings) =>
        snapshot.NotSeen.Any(gap => gap.What == LogEvidence.OfErrorLogs) ? "nginx's error logs were not read"
        : findings.Any(finding => finding is { Cause: Cause.DiskFull, IsPresent: true }) ? "no error was seen, as may be with a full disk"
        : null;

    private static bool IsOf(Finding finding, SiteProbe probe) =>
        finding.Servers.Length == 0 || (Uri.TryCreate(probe.Uri, UriKind.Absolute, out Uri? uri) && finding.Servers.Contains(uri.Host, StringComparer.OrdinalIgnoreCase));

    private static string NoAnswer(DateTime? since) => since is { } began ? $"visitors get no answer since {began:HH:mm:ss}" : "the next visitor gets no answer";

    private static string Who(GatewaySnapshot snapshot, Finding finding) =>
        finding.Servers.Length > 0 ? IsOfOne(snapshot, finding) ? $"one of {string.Join(", ", finding.Servers.Take(3))}{(finding.Servers.Length > 3 ? $" and {finding.Servers.Length - 3} more" : string.Empty)}" : string.Join(", ", finding.Servers.Take(3)) : finding.Endpoint?.ToString() ?? snapshot.ComputerName;

    // What an application says is told by the access log alone, and that does not tell whose it was.
    private static bool IsOfOne(GatewaySnapshot snapshot, Finding finding) => finding is { Cause: Cause.StatusByDesign, Servers.Length: > 1 }
        && snapshot.Answers.Where(answer => answer.Status == finding.Status).All(answer => answer.Site is null)
        && !snapshot.Returns.Any(found => finding.Servers.Contains(found.Server));

    // One that gets good answers and no failure, of those that can be told apart.
    private static bool Fine(GatewaySnapshot snapshot, IReadOnlyList<SiteImpact> impact)
    {
        string[] hurt = [.. impact.SelectMany(found => found.Servers)];
        string[] all = [.. snapshot.Answers.SelectMany(answer => answer.Site is { } site ? [site] : answer.Servers).Distinct()];
        return all.Length > 1 && all.Except(hurt).Any();
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
