using System.Globalization;
using System.Text.RegularExpressions;

namespace Nginx502.Recovery;

/// <summary>Puts into words what somebody is told: the cause, what was done and the result first.</summary>
internal static class NotificationText
{
    private const int MostLinesOfAKind = 20;
    private const int LabelWidth = 11;
    private const int ShownRemedies = 3;
    private const int ShownPlaces = 2;
    private const int ShownSites = 2;
    private const int ShownEvidence = 8;
    private const int ShownOthers = 3;
    private const int ShownActs = 3;
    private const string ResumeHint = "Resume-502Monitor ends it (in a shell: nginx502 Resume-502Monitor).";
    private const string AllSites = " (nginx: all sites)";

    // A maintenance, or what an application says, is no outage of the gateway; what had ended before the run began is another one.
    private static readonly int[] OfGateway = [502, 504];
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    // Names of PowerShell's commands: Set-FpmPoolTuning, Get-502Timeline.
    private static readonly Regex Cmdlet = new(@"^[A-Z][a-z]+-[A-Z0-9]\w+", RegexOptions.CultureInvariant);

    private static readonly Regex Query = new(@"(https?://[^\s?]+\?)\S+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Of a recovery.</summary>
    /// <param name="result">The recovery.</param>
    /// <param name="suspension">The suspension that lasts; null when there is none.</param>
    /// <param name="earlier">What earlier runs told of the incident; null where this one began it.</param>
    public static NotificationMessage Of(RecoveryResult result, RecoverySuspension? suspension, NotificationState? earlier = null)
    {
        Cause? cause = CauseOf(result) ?? earlier?.Cause;
        RecoveryStepResult[] done = [.. result.Steps.Where(step => step.Outcome is RecoveryStepOutcome.Recovered or RecoveryStepOutcome.Done or RecoveryStepOutcome.Undone or RecoveryStepOutcome.Failed)];
        Cause[] mended = result.Outcome != RecoveryOutcome.Recovered ? [] : [.. done.Where(step => step.IsMending).Select(step => step.Step.Cause).Concat(FailedBefore(result))];
        Cause[] others = [.. mended.Concat(result.IsHealthy && earlier is not null ? ToldBefore(earlier) : []).Where(other => other != cause).Distinct()];
        string what = result is { Outcome: RecoveryOutcome.Healthy, Interrupted: not null } && earlier?.Cause is null ? "healthy, after a recovery was killed" : What(result, done, Wrong(result, cause, others, earlier), suspension is not null, earlier is { Cause: null, Failing: [], Told.Length: > 0 });
        Finding? told = result.Main;
        var lines = new List<string> { $"{Capital(what)}.", Clean(result.Summary), string.Empty };
        Label(lines, "Machine", [Clean(result.ComputerName)]);
        Label(lines, "Time", [TimeOf(result.Time).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)]);
        Label(lines, "Began", BeganLines(result, earlier));
        Label(lines, "Earlier", earlier is { Since: { } known } && Incidents.IsAnother(earlier, result) ? [$"{string.Join(" and ", ToldBefore(earlier))}, known since {known.LocalDateTime:HH:mm:ss}, is not seen any more"] : []);
        Label(lines, "Outage", OutageLines(result, earlier));
        Label(lines, "Meanwhile", [.. result.Meanwhile.TakeLast(ShownActs).Select(Clean)]);
        Label(lines, "Outcome", [result.Outcome.ToString()]);
        Label(lines, "Suspended", SuspensionLines(suspension, lines[1]));
        Label(lines, "Warning", [.. result.Warnings.Select(Clean)]);
        Label(lines, "Killed", result.Interrupted is { } interrupted ? [Clean(interrupted)] : []);
        Label(lines, "Cause", [.. CauseLines(cause, result.Diagnosis), .. others.SelectMany(other => CauseLines(other, result.Diagnosis))]);
        Label(lines, "Also", OtherLines(result.Diagnosis, [.. cause is { } first ? others.Prepend(first) : others]));
        Label(lines, "Where", Places(told));
        Label(lines, "Visitors", result.Diagnosis is { IsHealthy: false } diagnosis ? [Clean($"at {diagnosis.Time:HH:mm:ss}: {diagnosis.Verdict}"), .. OwnLooks(diagnosis)] : []);
        Label(lines, "Done", [.. done.SelectMany(DoneLines)]);
        Label(lines, "Not done", [.. result.Holds.Select(Clean).Where(hold => !lines[1].Contains(hold, StringComparison.Ordinal))]);
        Label(lines, "To do", ToDo(result.LeftToDo, "Get-502RecoveryPlan"));
        Label(lines, "Before", [.. result.Before.Where(probe => !probe.Passed).Select(probe => Clean(probe.ToString()))]);
        Label(lines, "Now", done.Length == 0 && !result.IsHealthy ? [] : [.. result.After.Select(probe => Clean(probe.ToString()))]);
        Label(lines, "Seen", EvidenceLines(told));
        Label(lines, "Evidence", result.EvidencePath is { } path ? [Clean(path)] : []);
        return new NotificationMessage
        {
            Subject = Subject(result.ComputerName, what),
            Summary = Clean(result.Summary),
            Outcome = result.Outcome.ToString(),
            Cause = cause,
            ComputerName = Clean(result.ComputerName),
            Time = TimeOf(result.Time),
            IsHealthy = result.IsHealthy,
            Done = [.. done.Select(step => Clean(step.ToString()))],
            LeftToDo = [.. result.LeftToDo.Select(remedy => Clean(remedy.ToString()))],
            EvidencePath = result.EvidencePath is { } evidence ? Clean(evidence) : null,
            Suspension = suspension is null ? null : Clean($"{suspension}"),
            Text = string.Join('\n', lines).TrimEnd() + "\n",
        };
    }

    /// <summary>Of a diagnosis.</summary>
    public static NotificationMessage Of(GatewayDiagnosis diagnosis, RecoverySuspension? suspension)
    {
        string what = diagnosis.Cause is { } cause ? $"diagnosis: {cause}{At(SitesOf(diagnosis))}{(diagnosis.IsHealthy ? ", over" : string.Empty)}" : diagnosis.IsHealthy ? "diagnosis: healthy" : "diagnosis: no cause found";
        Remedy[] left = [.. diagnosis.Findings.Where(finding => finding.IsPresent).SelectMany(finding => finding.Remedies.Take(1))];
        var lines = new List<string> { $"{Capital(what)}.", Clean(diagnosis.Verdict), string.Empty };
        Label(lines, "Machine", [Clean(diagnosis.ComputerName)]);
        Label(lines, "Time", [TimeOf(diagnosis.Time).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)]);
        Label(lines, "Suspended", SuspensionLines(suspension, lines[1]));
        Label(lines, "Cause", CauseLines(diagnosis.Cause, diagnosis));
        Label(lines, "To do", ToDo(left, "Get-502Diagnosis"));
        Label(lines, "Seen", EvidenceLines(diagnosis.Findings.FirstOrDefault()));
        return new NotificationMessage
        {
            Subject = Subject(diagnosis.ComputerName, what),
            Summary = Clean(diagnosis.Verdict),
            Outcome = "Diagnosis",
            Cause = diagnosis.Cause,
            ComputerName = Clean(diagnosis.ComputerName),
            Time = TimeOf(diagnosis.Time),
            IsHealthy = diagnosis.IsHealthy,
            LeftToDo = [.. left.Select(remedy => Clean(remedy.ToString()))],
            Suspension = suspension is null ? null : Clean($"{suspension}"),
            Text = string.Join('\n', lines).TrimEnd() + "\n",
        };
    }

    /// <summary>Of a recovery that could not run at all.</summary>
    public static NotificationMessage Of(ChangeFailure failure, string computerName, DateTimeOffset time, RecoverySuspension? suspension)
    {
        string what = $"recoveries cannot run: {failure.Id}";
        string summary = Clean(failure.Problem);
        string[] left = [Clean(failure.Advice)];
        var lines = new List<string> { $"{Capital(what)}.", summary, string.Empty };
        Label(lines, "Machine", [Clean(computerName)]);
        Label(lines, "Time", [time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)]);
        Label(lines, "Suspended", SuspensionLines(suspension, summary));
        Label(lines, "To do", left);
        return new NotificationMessage
        {
            Subject = Subject(computerName, what),
            Summary = summary,
            Outcome = failure.Id,
            ComputerName = Clean(computerName),
            Time = time,
            LeftToDo = left,
            Suspension = suspension is null ? null : Clean($"{suspension}"),
            Text = string.Join('\n', lines) + "\n",
        };
    }

    /// <summary>A message that tries whether it arrives.</summary>
    public static NotificationMessage Test(string computerName, DateTimeOffset time, RecoverySuspension? suspension)
    {
        const string summary = "This is a test: nothing is wrong. Messages about 502 errors of this machine will come this way.";
        var lines = new List<string> { summary, string.Empty };
        Label(lines, "Machine", [Clean(computerName)]);
        Label(lines, "Time", [time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)]);
        Label(lines, "Suspended", SuspensionLines(suspension, summary));
        return new NotificationMessage
        {
            Subject = Subject(computerName, "test"),
            Summary = summary,
            Outcome = "Test",
            ComputerName = Clean(computerName),
            Time = time,
            IsHealthy = true,
            Suspension = suspension is null ? null : Clean($"{suspension}"),
            Text = string.Join('\n', lines) + "\n",
        };
    }

    /// <summary>When what a run met began, as far as it is known: with the first error of visitors or the end of the service since a run found all well, or with the run.</summary>
    public static DateTimeOffset BeganAt(RecoveryResult result) =>
        FirstSeen(result) is not { } first ? TimeOf(result.Time) : result.LastGood > first ? result.LastGood.Value : first;

    /// <summary>When visitors got the first error of it, or the service ended; null where neither is known.</summary>
    public static DateTimeOffset? FirstSeen(RecoveryResult result) => FirstError(result) ?? EndOfService(result);

    /// <summary>What hurts at the end of a run, or did before: its cause; null when none was looked for.</summary>
    public static Cause? CauseOf(RecoveryResult result) => result.Main?.Cause;

    /// <summary>The sites of that.</summary>
    public static string[] SitesOf(RecoveryResult result) => result.Main is { } main ? SitesOf(result.Diagnosis, main.Cause) : [];

    /// <summary>The sites of what hurts most, or did, by the names that the configuration has for them.</summary>
    private static string[] SitesOf(GatewayDiagnosis? diagnosis) => diagnosis is { Findings: [{ } first, ..] } ? SitesOf(diagnosis, first.Cause) : [];

    /// <summary>A text without what a terminal obeys and without secrets: credentials, and what query strings carry.</summary>
    public static string Clean(string text) => Query.Replace(SafeText.Escape(SecretText.MaskCredentials(text)), "$1" + SecretText.Mask);

    // Names of outcomes, causes and actions, and of what the configuration names: nothing of a log gets into a header.
    private static string What(RecoveryResult result, RecoveryStepResult[] done, string wrong, bool isSuspended, bool hadNotRun)
    {
        string by = Acts(", ", done.Where(step => step.IsMending), string.Empty);
        return result.Outcome switch
        {
            RecoveryOutcome.Recovered when by.Length == 0 && result.Interrupted is not null => $"answers again, after a recovery that was killed: {wrong}",
            RecoveryOutcome.Recovered when by.Length == 0 => $"answers again, this run did nothing: {wrong}",
            RecoveryOutcome.Recovered when result.RecoveredBefore > 0 => $"recovered again, {result.RecoveredBefore + 1} times within an hour: {wrong}{by}",
            RecoveryOutcome.Recovered => $"recovered: {wrong}{by}",
            RecoveryOutcome.Healthy when hadNotRun => "over: recoveries run again, and visitors are served",
            RecoveryOutcome.Healthy => $"over: {wrong}",
            RecoveryOutcome.PersonNeeded => $"a person is needed: {wrong}",
            RecoveryOutcome.Held when CauseOf(result) == Cause.StoppedOnPurpose => $"left to a person: {wrong}",
            RecoveryOutcome.Held when isSuspended => $"suspended, nothing was done: {wrong}",
            RecoveryOutcome.Held => $"held, nothing was done: {wrong}",
            RecoveryOutcome.Flapping => $"flapping, left to a person: {wrong}",
            RecoveryOutcome.Declined => $"declined, nothing was done: {wrong}",
            _ => NotRecovered(result, done, wrong),
        };
    }

    private static string NotRecovered(RecoveryResult result, RecoveryStepResult[] done, string wrong)
    {
        RecoveryStepResult[] mending = result.IsAnyBack ? [.. done.Where(step => step.IsMending && step.Step.Cause != result.Remaining?.Cause)] : [];
        RecoveryStepResult[] tried = [.. done.Except(mending).Where(step => step.Outcome != RecoveryStepOutcome.Undone)];
        string became = result.Remaining?.Cause == Cause.StoppedOnPurpose && tried.Length == 0 ? "left to a person" : "NOT recovered";
        return $"{became}: {wrong}{Acts(", tried ", tried, string.Empty)}{Acts("; ", mending, " mended the rest")}";
    }

    private static string Acts(string before, IEnumerable<RecoveryStepResult> steps, string after) =>
        string.Join(", ", steps.Select(step => Clean($"{step.Step.Action} {step.Step.Target}"))) is { Length: > 0 } acts ? before + acts + after : string.Empty;

    // One act may mend what several causes had broken.
    private static IEnumerable<Cause> FailedBefore(RecoveryResult result) => (result.Diagnosis?.Findings ?? [])
        .Where(finding => finding is { IsPresent: true, Severity: >= Severity.Error, Endpoint: { } endpoint } && result.Before.Any(probe => !probe.Passed && probe.Target == endpoint.ToString()))
        .Select(finding => finding.Cause);

    // No log tells when a program was stopped: what is known is that all was well a run before.
    private static string[] BeganLines(RecoveryResult result, NotificationState? earlier)
    {
        DateTimeOffset time = TimeOf(result.Time);
        DateTimeOffset? known = earlier is null || Incidents.IsAnother(earlier, result) ? null : earlier.Since;
        return (known ?? (result.IsHealthy ? null : BeganAt(result))) is { } begin && time - begin >= OneSecond ? [$"{begin:yyyy-MM-dd HH:mm:ss zzz}, {Span(time - begin)} before"]
            : earlier is null or { IsOpen: false } && FirstError(result) is null && EndOfService(result) is null && LatelyGood(result) is { } good && result.Before.Any(probe => !probe.Passed) ? [$"after {good.LocalDateTime:HH:mm:ss}, when all was well"]
            : [];
    }

    // What visitors had of it is longer than what mending took. Before a run found all well it was another outage.
    private static string[] OutageLines(RecoveryResult result, NotificationState? earlier)
    {
        DateTimeOffset end = TimeOf(result.Time) + result.Duration;
        return result is { IsHealthy: true, Diagnosis: null } && earlier is { Failing.Length: > 0, Cause: not Cause.OrphanWorkers, Since: { } since } ? [$"some {Span(end - since)}: known since {since:HH:mm:ss}, and good answers were seen at {end:HH:mm:ss}"]
            : result.Outcome != RecoveryOutcome.Recovered ? []
            : FirstError(result) is not { } first ? EndOfService(result) is { } ended && !(result.LastGood > ended) ? [$"some {Span(end - ended)}: the service ended at {ended:HH:mm:ss}, and good answers are back since {end:HH:mm:ss}"] : OutageOfLooks(result, end)
            : first >= end ? []
            : result.LastGood > first ? [$"at most {Span(end - result.LastGood.Value)}: all was well at {result.LastGood.Value.LocalDateTime:HH:mm:ss}, and good answers are back since {end:HH:mm:ss}"]
            : [$"at least {Span(end - first)}: visitors got errors since {first:HH:mm:ss}, and good answers are back since {end:HH:mm:ss}"];
    }

    // Of a program that stands still no log tells: between two looks it stopped.
    private static string[] OutageOfLooks(RecoveryResult result, DateTimeOffset end)
    {
        DateTimeOffset failed = TimeOf(result.Time);
        return !result.Before.Any(probe => !probe.Passed) || result.Before.All(probe => probe.Passed || probe.IsMasterGone) ? []
            : LatelyGood(result) is { } good ? [$"between {Span(end - failed)} and {Span(end - good)}: all was well at {good.LocalDateTime:HH:mm:ss}, a look failed at {failed:HH:mm:ss}, and good answers are back since {end:HH:mm:ss}"]
            : [$"at least {Span(end - failed)}: a look failed at {failed:HH:mm:ss}, and good answers are back since {end:HH:mm:ss}"];
    }

    private static DateTimeOffset? LatelyGood(RecoveryResult result) => result.LastGood > TimeOf(result.Time) - OneHour ? result.LastGood : null;

    // The access log makes one of what is ten minutes apart; where a run found all well between, the trouble at hand has a first error of its own.
    private static DateTimeOffset? FirstError(RecoveryResult result) => FirstAnswer(result) is not { } first ? null
        : result.LastGood > first && result.Main is { ErrorCount: > 0, First: { } own } && TimeOf(own) > result.LastGood ? TimeOf(own)
        : first;

    // When visitors began to get the errors that they still got when the run began.
    private static DateTimeOffset? FirstAnswer(RecoveryResult result) => result.Diagnosis is { Findings: [{ } mended, ..] } diagnosis
        && diagnosis.Impact.Where(impact => OfGateway.Contains(impact.Status) && (impact.Servers.Length == 0 || mended.Servers.Length == 0 || impact.Servers.Intersect(mended.Servers).Any()) && impact.Last > result.Time - RecoveryResult.JustNow).Min(impact => impact.First) is { } first
            ? TimeOf(first)
            : null;

    // A service that ended is missed before anybody asks for it.
    private static DateTimeOffset? EndOfService(RecoveryResult result) => result.Main is { IsPresent: true, Evidence: var seen }
        && seen.Where(evidence => evidence.Source == FindingEvidence.Service && evidence.Time < result.Time).Max(evidence => evidence.Time) is { } end
            ? TimeOf(end)
            : null;

    private static IEnumerable<Cause> ToldBefore(NotificationState earlier) =>
        earlier.Told.Select(told => Enum.TryParse(told, out Cause cause) ? cause : (Cause?)null).OfType<Cause>();

    // The access log names who asked, and own looks are left out; the error log does not.
    private static string[] OwnLooks(GatewayDiagnosis diagnosis) =>
        diagnosis.Findings is [{ ErrorCount: > 0 }, ..] && !diagnosis.Impact.Any(impact => impact.Failed > 0) ? ["The error log does not name who asked: looks of this program itself may be among these errors."] : [];

    // A run that looked for nothing says of which sites an earlier one did.
    private static string Wrong(RecoveryResult result, Cause? cause, Cause[] others, NotificationState? earlier)
    {
        RecoveryProbe[] failing = [.. result.Before.Where(probe => !probe.Passed)];
        string wrong = cause is { } known ? known.ToString()
            : failing.Length == 0 ? "visitors are served"
            : Clean(failing[0].Target) + (failing.Length > 1 ? $" and {failing.Length - 1} more" : string.Empty) + " failed";
        bool wasOfAllSites = earlier is { IsOfAllSites: true };
        bool isOfNginx = IsOfAllSites(result.Main) || (result.Main is null && wasOfAllSites && RecoveryResult.IsOfNginx(cause));
        return wrong + (isOfNginx ? AllSites : At(result.Main is null ? earlier?.Sites ?? [] : SitesOf(result)))
            + string.Concat(others.Select(other => $" and {other}{(wasOfAllSites && !isOfNginx && RecoveryResult.IsOfNginx(other) ? AllSites : At(SitesOf(result.Diagnosis, other)))}"));
    }

    /// <summary>True for what keeps nginx itself from serving any site.</summary>
    public static bool IsOfAllSites(Finding? finding) => finding is { Servers: [] } && RecoveryResult.IsOfNginx(finding);

    private static string Subject(string computerName, string what) => $"[nginx502] {Clean(computerName)}: {what}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string[] CauseLines(Cause? cause, GatewayDiagnosis? diagnosis) => cause is not { } known ? []
        : diagnosis?.Findings.FirstOrDefault(finding => finding.Cause == known) is { } found ? [$"{known}: {found.Title}", Clean(found.Explanation)]
        : [$"{known}: {CauseCatalogue.TitleOf(known)}"];

    // What else was found to be wrong, as a full disk, on which the logs tell of nothing.
    private static string[] OtherLines(GatewayDiagnosis? diagnosis, Cause[] told) =>
    [
        .. diagnosis?.Findings.Where(finding => finding.IsPresent && finding.Severity >= Severity.Warning && !told.Contains(finding.Cause)).DistinctBy(finding => finding.Cause)
            .Take(ShownOthers).Select(finding => Clean($"{finding.Cause}: {finding.Explanation}")) ?? [],
    ];

    // The line of a configuration that is to be corrected, before all that can be typed.
    private static string[] Places(Finding? finding) =>
    [
        .. finding?.Evidence.Where(evidence => evidence.IsConfiguration)
            .Take(ShownPlaces).Select(evidence => Clean(evidence.ToString())) ?? [],
    ];

    // The summary of a run that was held says until when, and why.
    private static string[] SuspensionLines(RecoverySuspension? suspension, string summary) => suspension is null ? []
        : summary.Contains(Clean($"{suspension}"), StringComparison.Ordinal) ? [ResumeHint]
        : [Clean($"{suspension}"), ResumeHint];

    // What is of the trouble at hand comes first.
    private static string[] EvidenceLines(Finding? finding) =>
        [.. finding?.Evidence.Take(ShownEvidence).Select(evidence => Clean($"{(evidence.Time is { } time ? $"{time:HH:mm:ss} " : string.Empty)}{evidence.Source}: {evidence}")) ?? []];

    private static string[] SitesOf(GatewayDiagnosis? diagnosis, Cause cause) =>
        [.. diagnosis?.Findings.Where(finding => finding.Cause == cause).SelectMany(finding => finding.Servers).Distinct(StringComparer.Ordinal).Select(Clean) ?? []];

    private static string At(string[] sites) => sites.Length == 0 ? string.Empty
        : $" at {string.Join(", ", sites.Take(ShownSites))}{(sites.Length > ShownSites ? $" and {sites.Length - ShownSites} more" : string.Empty)}";

    // Whom else it hit: a restart for one pool ends the requests of all.
    private static IEnumerable<string> DoneLines(RecoveryStepResult step)
    {
        yield return Clean($"{step.Step.Action} {step.Step.Target}: {step.Outcome}{(step.Problem is { } problem ? $" ({problem})" : string.Empty)}");
        if (step.Step.Disruption is { } disruption)
        {
            yield return Clean($"  {disruption}");
        }
    }

    // The first of them are those of what hurts most; a mail at night is no list of all that could be done. A command has a line of its own, to be copied.
    private static string[] ToDo(Remedy[] left, string all)
    {
        Remedy[] shown = [.. left.Take(ShownRemedies)];
        string? cmdlet = shown.Select(remedy => remedy.Command).OfType<string>().FirstOrDefault(Cmdlet.IsMatch);
        return
        [
            .. shown.SelectMany(remedy => remedy.Command is { } command ? (string[])[Clean(remedy.Description), "  " + Clean(command), .. remedy.Disruption is { } disruption ? [$"  ({Clean(disruption)})"] : Array.Empty<string>()] : [Clean(remedy.Description)]),
            .. left.Length > ShownRemedies ? [$"and {left.Length - ShownRemedies} more: {all} tells all."] : Array.Empty<string>(),
            .. cmdlet is not null ? [$"({Cmdlet.Match(cmdlet).Value} is a command of PowerShell: type it in pwsh, or in a shell: {PasteText.Runner(Clean(cmdlet))})"] : Array.Empty<string>(),
        ];
    }

    private static string Span(TimeSpan span) => span.TotalSeconds < 100 ? $"{(int)span.TotalSeconds} s"
        : span.TotalHours < 1 ? $"{(int)span.TotalMinutes} min {span.Seconds} s"
        : $"{(int)span.TotalHours} h {span.Minutes} min";

    private static DateTimeOffset TimeOf(DateTime time) => new(DateTime.SpecifyKind(time, time.Kind == DateTimeKind.Utc ? DateTimeKind.Utc : DateTimeKind.Local));

    private static void Label(List<string> lines, string label, string[] texts)
    {
        foreach (string text in texts.Take(MostLinesOfAKind))
        {
            lines.Add($"{label}{(label.Length > 0 ? ":" : string.Empty)}".PadRight(LabelWidth) + text);
            label = string.Empty;
        }

        if (texts.Length > MostLinesOfAKind)
        {
            lines.Add(new string(' ', LabelWidth) + $"and {texts.Length - MostLinesOfAKind} more");
        }
    }
}
