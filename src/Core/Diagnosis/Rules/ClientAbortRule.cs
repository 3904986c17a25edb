namespace Nginx502.Diagnosis;

/// <summary>Visitors went away before their answer came: a 499 in the access log, and no failure of the gateway.</summary>
internal sealed class ClientAbortRule : IDiagnosisRule
{
    private const int ClientClosed = 499;

    // Some always leave; where one in fifty does, they wait too long.
    private const double Usual = 0.02;

    private static readonly TimeSpan Waited = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        IReadOnlyList<ErrorEvidence> errors = context.Showing(Symptom.ClientClosed);
        AnswerCount[] left = [.. context.Snapshot.Answers.Where(answer => answer.Status == ClientClosed)];
        long total = context.Snapshot.Answers.Sum(answer => answer.Count);
        long count = left.Sum(answer => answer.Count);
        if (count == 0 ? errors.Count == 0 : count < total * Usual)
        {
            yield break;
        }

        DateTime? last = left.Select(answer => answer.Last).Concat(errors.Select(error => error.Last)).Max();
        DateTime? first = left.Select(answer => answer.First).Concat(errors.Select(error => error.First)).Min();
        FpmEventEvidence[] full = [.. context.Telling(FpmLogEvent.MaxChildrenReached).Where(reached => reached.Last + Waited >= first && reached.First - Waited <= last)];
        FpmPool? pool = full.Length == 0 ? null : context.PoolOf(full[0].Pool, full[0].ConfigurationPath);
        Finding finding = FindingText.WithErrors(
            new Finding
            {
                Cause = Cause.ClientAbort,
                Severity = Severity.Note,
                Confidence = Confidence.Certain,
                ConfidenceReason = "nginx itself says so.",
                IsPresent = false,
                Status = ClientClosed,

                // A log that several sites write without their names tells of none of them.
                Servers = [.. left.SelectMany(answer => answer.Site is { } site ? [site] : answer.Servers.Length == 1 ? answer.Servers : []).Distinct()],
                Explanation = $"Visitors left before their answer came: nginx logs a 499, and nobody got a 502. {(full.Length == 0 ? "Where many do, answers take too long." : $"Pool {string.Join(", ", full.Select(reached => reached.Pool).Distinct())} had no worker left at that time (pm.max_children): they waited for one.")}",
                Evidence = [.. left.Take(2).Select(answer => new FindingEvidence("nginx's access log", $"{CountText.Of(answer.Count, "answer")} 499", answer.Path, Time: answer.Last))],
                Remedies =
                [
                    new Remedy("Nothing is broken; see what they waited for.", "Get-NginxAccessEntry -Status 499 -Tail 20"),
                    .. pool is not null && TuningText.MoreWorkers(context, pool) is { } more ? (Remedy[])[more] : [],
                ],
            },
            errors);
        yield return FindingText.WithEvents(finding, full);
    }
}
