using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Report;

/// <summary>The page: what strangers wrote is text in it, and it stays small.</summary>
public partial class ReportPageTests
{
    private static readonly DateTime Time = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Local);

    [Theory]
    [InlineData("<script>x</script>")]
    [InlineData("</script><script>x</script>")]
    [InlineData("\"onerror=\"x")]
    [InlineData("'onclick='x")]
    [InlineData("<!-- <img src=x>")]
    [InlineData("</style></title></pre>")]
    public void What_strangers_write_is_text(string evil)
    {
        string page = ReportWriter.Write(Report(evil));
        string own = ReportWriter.Write(Report(string.Empty));

        Assert.DoesNotContain(evil, page, StringComparison.Ordinal);
        Assert.Equal(Tags().Count(own), Tags().Count(page));
    }

    [Theory]
    [InlineData("a\u001b[31mb\u202ec", "a\\x1B[31mb\\u202Ec")]
    [InlineData("mysql://shop:hunter2@db/x", "mysql://shop:***@db/x")]
    [InlineData("Füße <b>", "Füße &lt;b&gt;")]
    public void Text_is_escaped_masked_and_encoded(string text, string expected) => Assert.Equal(expected, PageText.Encode(text));

    [Fact]
    public void Nothing_in_the_data_can_end_its_element()
    {
        var series = new GatewaySnapshot
        {
            Time = Time,
            Errors = [new(Symptom.SocketMissing, 502, null, null, null, 3, Time, Time, []) { Buckets = [new TimeBucket(Time, 3)] }],
            Timeline = new GatewayTimeline { Events = [new(Time, TimelineEventKind.Deployed, "</script>&\u2028", "</script>", "x")] },
        };

        string data = ReportData.Write(Report(string.Empty) with { Snapshot = series });

        Assert.DoesNotContain(data, letter => letter is '<' or '>' or '&' or '\u2028' or '\u2029');
        Assert.Equal("SocketMissing", JsonDocument.Parse(data).RootElement.GetProperty("series")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void The_policy_names_the_hash_of_every_script_and_style()
    {
        string page = ReportWriter.Write(Report("x"));
        string[] blocks = [.. Blocks().Matches(page).Select(block => block.Groups[1].Value)];

        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, block => Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(block)))}'", ReportAssets.Policy));
        Assert.Contains("default-src 'none'", ReportAssets.Policy);
        Assert.DoesNotContain("unsafe", ReportAssets.Policy);
    }

    [Fact]
    public void However_much_there_is_the_page_stays_small()
    {
        string line = new('x', 5000);
        Finding finding = Report(string.Empty).Diagnosis.Findings[0] with { Evidence = [.. Enumerable.Repeat(new FindingEvidence("log", line), 5000)] };
        var snapshot = new GatewaySnapshot
        {
            Time = Time.AddDays(1),
            Errors = [.. Enumerable.Range(0, 5000).Select(index => new ErrorEvidence(Symptom.SocketMissing, 502, "x" + index, null, null, 300, Time, Time, []) { Buckets = [new TimeBucket(Time.AddMinutes(index % 1440), 300)] })],
            Timeline = new GatewayTimeline { Events = [.. Enumerable.Range(0, 50_000).Select(index => new TimelineEvent(Time.AddSeconds(index), TimelineEventKind.Deployed, "/var/www", "x", "y"))] },
        };
        GatewayDiagnosis diagnosis = Report(string.Empty).Diagnosis with { Findings = [.. Enumerable.Repeat(finding, 10)] };

        string page = ReportWriter.Write(new IncidentReport { Diagnosis = diagnosis, Snapshot = snapshot });

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 1_000_000);
    }

    [Fact]
    public void What_a_load_showed_is_told()
    {
        string page = ReportWriter.Write(Report(string.Empty));

        Assert.Contains("<h2 id=\"load-title\">Under load</h2>", page, StringComparison.Ordinal);
        Assert.Contains("BacklogFull x 7", page, StringComparison.Ordinal);
        Assert.Contains(">4 at the same time</th>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnosis_without_its_snapshot_says_so() =>
        Assert.Contains("came without its snapshot", ReportWriter.Write(Report(string.Empty)), StringComparison.Ordinal);

    private static IncidentReport Report(string evil) => new()
    {
        Diagnosis = new GatewayDiagnosis
        {
            ComputerName = "web1" + evil,
            Time = Time,
            IsHealthy = false,
            Verdict = "verdict " + evil,
            Impact = [new SiteImpact(["site " + evil], 502, 1, 2, Time, Time)],
            Findings =
            [
                new Finding
                {
                    Cause = Cause.FpmNotRunning,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "reason " + evil,
                    IsPresent = true,
                    Explanation = "explanation " + evil,
                    Pool = "pool " + evil,
                    Servers = ["server " + evil],
                    Evidence = [new FindingEvidence("source " + evil, "text " + evil, "/path " + evil, 3, Time)],
                    Remedies = [new Remedy("remedy " + evil, "command " + evil)],
                },
            ],
            NotSeen = [new NotSeen("what " + evil, "reason", "remedy")],
        },
        Checklist = [new ChecklistItem(ChecklistPhase.Basic, "check", "subject " + evil, ChecklistStatus.Failed, "found " + evil, "x", [], Time)],
        Loads =
        [
            new GatewayLoadResult
            {
                Target = "target " + evil,
                Time = Time,
                Steps = [new LoadStep(4, null, 100, 1, 50, new GatewayLoadResult().Latency, LoadVerdict.Held)],
                Pools = [new LoadPool("pool " + evil, null, null, 1, 2, 3, 4, 5, 6)],
                Symptoms = [new LoadSymptom(Symptom.BacklogFull, "upstream " + evil, null, 7)],
            },
        ],
        Runs = [new RecordedRun { Run = 1, Time = Time, Summary = "summary " + evil, Acts = ["act " + evil] }],
    };

    [GeneratedRegex("<[a-zA-Z/!]")]
    private static partial Regex Tags();

    [GeneratedRegex("<(?:style|script)>(.*?)</(?:style|script)>", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
