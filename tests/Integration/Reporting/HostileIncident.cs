using Nginx502.IntegrationTests.Shell;

namespace Nginx502.IntegrationTests.Reporting;

/// <summary>An incident in which everything that a stranger can write to a log tries to become part of the page.</summary>
internal static class HostileIncident
{
    /// <summary>What is in every text. A page that runs any of it has an element with the id <c>owned</c>.</summary>
    public static readonly string[] Attempts =
    [
        "<script>document.body.id='owned'</script>",
        "</script><script>document.body.id='owned'</script>",
        "\"onerror=\"document.body.id='owned'\" x=\"",
        "<img src=x onerror=\"document.body.id='owned'\">",
        "<!--<script>",
        "]]></style></title></textarea><svg onload=document.body.id='owned'>",
        "&lt;script&gt;\u2028\u2029\u001b[31m\u202e",
    ];

    /// <summary>A report of it: two hours of errors, deploys and restarts.</summary>
    public static IncidentReport Report()
    {
        string evil = string.Join(' ', Attempts);
        GatewaySnapshot snapshot = SnapshotJson.Read(File.ReadAllText(Path.Combine(BuiltShell.Program, "..", "..", "..", "samples", "snapshots", "php-upgraded.json")));
        DateTime start = snapshot.Time.AddHours(-2);
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerMinute));
        Symptom[] symptoms = [Symptom.SocketMissing, Symptom.ResponseTimedOut, Symptom.ConnectionReset, Symptom.BacklogFull];
        ErrorEvidence[] errors =
        [
            .. symptoms.Select((symptom, index) => new ErrorEvidence(symptom, 502, evil, null, evil, 0, start, snapshot.Time, [new LogExcerpt("/var/log/nginx/" + evil, 7, start, evil)])
            {
                Buckets = [.. Enumerable.Range(10 + (index * 12), 80).Select(minute => new TimeBucket(start.AddMinutes(minute), 5 + (((minute * (index + 3)) % 17) * 12)))],
            }),
            .. snapshot.Errors,
        ];
        TimelineEvent[] events =
        [
            new(start.AddMinutes(9), TimelineEventKind.Deployed, "/var/www/" + evil, evil, evil),
            new(start.AddMinutes(40), TimelineEventKind.FpmReloaded, "php8.2-fpm", "reloaded", "php-fpm's log"),
            new(start.AddMinutes(70), TimelineEventKind.OomKill, "php-fpm8.2", "killed", "journalctl"),
            new(start.AddMinutes(95), TimelineEventKind.Change, "/etc/nginx/sites-enabled/shop", "change 4, Sync-FpmEndpoint", "the journal of Nginx502"),
        ];
        snapshot = snapshot with { ComputerName = "web1" + evil, Errors = errors, Timeline = (snapshot.Timeline ?? new GatewayTimeline()) with { Events = events } };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        Finding[] findings =
        [
            .. diagnosis.Findings.Select(finding => finding with
            {
                Explanation = finding.Explanation + evil,
                Evidence = [.. finding.Evidence, .. Attempts.Select(attempt => new FindingEvidence("nginx's error log", attempt, "/var/log/" + attempt, 3, start))],
            }),
        ];
        return IncidentReport.Of(diagnosis with { Verdict = diagnosis.Verdict + evil, Findings = findings }) with
        {
            Runs = [new RecordedRun { Run = 3, Time = start.AddMinutes(97), Outcome = RecoveryOutcome.Recovered, Cause = Cause.PhpVersionPathMismatch, Acts = ["RedirectNginx " + evil], Summary = "Recovered: " + evil }],
        };
    }
}
