namespace Nginx502.Diagnosis;

/// <summary>The error log keeps too little to tell anything: its level, or where it goes, leaves out what matters.</summary>
internal sealed class EvidenceHiddenRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        WrittenLog[] hiding = [.. context.Snapshot.Logs.Where(log => log is { IsAccessLog: false, IsFpm: false, Hides: true })];
        AnswerCount[] masked = [.. context.Snapshot.Answers.Where(answer => answer.Masked > 0)];
        if (hiding.Length == 0 && masked.Length == 0)
        {
            yield break;
        }

        // What a log told before is told. How many of the rest other causes explain, nobody can tell.
        long missed = context.Snapshot.Answers.Where(answer => answer.Status == 502).Sum(answer => answer.Count - answer.FromUpstream - answer.WithoutUpstream)
            - context.Snapshot.Errors.Where(error => error.AttemptStatus == 502).Sum(error => error.Count);
        bool isMissed = hiding.Length > 0 && missed > 0;

        // Where all answer again since something was loaded, what came before is over.
        bool hurts = isMissed && context.Snapshot.Answers.Any(answer => answer is { Status: 502, Episode: { } episode, Outcome: not { IsOver: true } } && Presence.GoesOn(context.Snapshot.Time, episode.Since, answer.Last, episode.Failed, context.Endpoints.All(endpoint => endpoint.Answers) ? new[] { context.NginxLoadedAt, context.FpmLoadedAt }.Max() : null));
        yield return new Finding
        {
            Cause = Cause.EvidenceHidden,
            Severity = hurts ? Severity.Error : isMissed ? Severity.Warning : Severity.Note,
            Status = hurts ? 502 : null,
            Confidence = Confidence.Certain,
            ConfidenceReason = "The configuration says so.",
            IsPresent = true,
            Servers = [.. hiding.SelectMany(log => log.Servers).Concat(masked.SelectMany(answer => answer.Servers)).Distinct()],
            Explanation = hiding.Length > 0
                ? $"nginx's error log keeps too little: refused connections, time-outs and resets are of level error, and it is {(hiding[0].Path == "/dev/null" ? "thrown away" : $"written from level {hiding[0].Level} on")}{(isMissed ? "; visitors got answers 502 that it says nothing of" : string.Empty)}."
                : $"The configuration hides failures of the upstream: {masked.Sum(answer => answer.Masked)} answers had another status than the upstream's error.",
            Evidence = [.. hiding.Select(log => new FindingEvidence("nginx's configuration", log.Path == "/dev/null" ? "error_log /dev/null" : $"error_log {log.Path} {log.Level};", log.ConfigurationPath, log.LineNumber)), .. masked.Take(2).Select(answer => new FindingEvidence("nginx's access log", $"{CountText.Of(answer.Masked, "answer")} {answer.Status} after a failure of the upstream", answer.Path, Time: answer.Last))],
            Remedies = hiding.Length > 0
                ? [new Remedy("Write it to a file at level error (error_log /var/log/nginx/error.log error;), and reload nginx.", null, ChangeApplies.NginxReload, Disruptions.NginxReload)]
                : [new Remedy("Look for error_page with = and for *_intercept_errors.", "Get-NginxAccessEntry -Status 200 -Tail 1000 | Where-Object { $_.UpstreamStatus -ge 500 }")],
        };
    }
}
