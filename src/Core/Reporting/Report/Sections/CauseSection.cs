namespace Nginx502.Reporting;

/// <summary>The causes with what speaks for each and what mends it.</summary>
internal sealed class CauseSection : IReportSection
{
    private const int MostFindings = 25;
    private const int MostEvidence = 20;
    private const int MostRemedies = 10;

    /// <inheritdoc/>
    public string Id => "causes";

    /// <inheritdoc/>
    public string Title => "Causes";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => true;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        Finding[] findings = report.Diagnosis.Findings;
        if (findings.Length == 0)
        {
            page.Text("p", "No cause was found.");
        }

        foreach (Finding finding in findings.Take(MostFindings))
        {
            page.In("article", () => Write(page, finding));
        }

        if (findings.Length > MostFindings)
        {
            page.Text("p", $"{findings.Length - MostFindings} further findings are left out; Get-502Diagnosis has all.");
        }
    }

    private static void Write(PageText page, Finding finding)
    {
        page.Text("h3", finding.Title);
        page.In("p class=\"badges\"", () =>
        {
            page.Text($"span class=\"badge {(finding.IsPresent ? "bad" : "past")}\"", finding.IsPresent ? "now" : "over");
            page.Text("span class=\"badge\"", finding.Severity.ToString());
            page.Text("span class=\"badge\"", $"confidence {finding.Confidence}");
            page.Text("code", finding.Cause.ToString());
        });
        page.Text("p", finding.Explanation);
        string about = string.Join(
            "; ",
            new[]
            {
                finding.Endpoint is { } endpoint ? $"endpoint {endpoint}" : null,
                finding.Pool is { } pool ? $"pool {pool}" : null,
                finding.Servers.Length > 0 ? $"sites {string.Join(", ", finding.Servers.Take(MostEvidence))}" : null,
                finding.ErrorCount > 0 ? $"{PageText.Number(finding.ErrorCount)} {(finding.ErrorCount == 1 ? "error" : "errors")} ({PageText.Share(finding.Share)} of all) from {PageText.Moment(finding.First)} to {PageText.Moment(finding.Last)}" : null,
            }.OfType<string>());
        page.Text("p class=\"note\"", about.Length > 0 ? $"{about}. {finding.ConfidenceReason}" : finding.ConfidenceReason);
        if (finding.Trigger is { } trigger)
        {
            page.Text("p", $"Probably set off by: {PageText.Moment(trigger.Time)} {trigger}");
        }

        WriteEvidence(page, finding);
        WriteRemedies(page, finding.Remedies);
        if (finding.Consequences.Length > 0)
        {
            page.Text("h4", "What follows from it, and ends with it");
            page.In("ul", () => Array.ForEach(finding.Consequences, consequence => page.Text("li", $"{consequence.Title}: {consequence.Explanation}")));
        }
    }

    private static void WriteEvidence(PageText page, Finding finding)
    {
        if (finding.Evidence.Length == 0)
        {
            return;
        }

        page.Text("h4", "What speaks for it");
        page.In("ul class=\"evidence\"", () =>
        {
            foreach (FindingEvidence evidence in finding.Evidence.Take(MostEvidence))
            {
                page.In("li", () =>
                {
                    page.Text("span class=\"source\"", evidence.Time is { } time ? $"{evidence.Source}, {PageText.Moment(time)}" : evidence.Source);
                    page.Text("span class=\"seen\"", evidence.ToString());
                });
            }
        });
        if (finding.Evidence.Length > MostEvidence)
        {
            page.Text("p class=\"note\"", $"{finding.Evidence.Length - MostEvidence} more of the same.");
        }
    }

    private static void WriteRemedies(PageText page, Remedy[] remedies)
    {
        if (remedies.Length == 0)
        {
            return;
        }

        page.Text("h4", "What mends it");
        page.In("ol", () =>
        {
            foreach (Remedy remedy in remedies.Take(MostRemedies))
            {
                page.In("li", () =>
                {
                    page.Text("p", remedy.Description + (remedy.Disruption is { } disruption ? $" It disturbs: {disruption}" : string.Empty));
                    if (remedy.Command is { } command)
                    {
                        page.Lines("pre tabindex=\"0\"", command);
                    }
                });
            }
        });
    }
}
