using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Rules;

/// <summary>That the pool was full is said of time-outs alone that came of requests of that time.</summary>
public sealed class ReadTimeoutRuleTests
{
    private static readonly DateTime Earlier = Now.AddHours(-2);

    [Theory]
    [InlineData(-40, true)]
    [InlineData(-3600, false)]
    [InlineData(-7230, true)]
    [InlineData(-7270, false)]
    public void Only_a_pool_that_was_full_while_one_of_them_waited_is_named(int seconds, bool expected)
    {
        ErrorEvidence slow = Error(Symptom.ResponseTimedOut, 504, 4, Now.AddSeconds(-1)) with
        {
            First = Earlier,
            Spells = [new ErrorSpell(Earlier, Earlier.AddSeconds(5)), new ErrorSpell(Now.AddSeconds(-9), Now.AddSeconds(-1))],
        };

        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [slow], FpmEvents = [Event(FpmLogEvent.MaxChildrenReached, Now.AddSeconds(seconds))] }).Findings
            .Single(finding => finding.Cause == Cause.ReadTimeoutTooShort);

        Assert.Equal(expected, finding.Explanation.Contains("All workers of pool www were busy in that time", StringComparison.Ordinal));
        Assert.Equal(expected, finding.Evidence.Any(piece => piece.Source == "php-fpm's log"));
        Assert.Equal(expected, finding.Remedies.Any(remedy => remedy.Command?.Contains("Measure-FpmMemory", StringComparison.Ordinal) == true || remedy.Description.Contains("The memory holds", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_line_that_is_to_be_changed_is_named()
    {
        Nginx502.NginxUpstream upstream = Healthy.Configuration.Upstreams[0];
        Remedy remedy = Diagnoser.Diagnose(Healthy with { Errors = [Error(Symptom.ResponseTimedOut, 504, 4, Now.AddSeconds(-1))] }).Findings[0].Remedies[^1];

        Assert.Contains($"(fastcgi_read_timeout, {upstream.Path}:", remedy.Description, StringComparison.Ordinal);
        Assert.EndsWith("| Set-NginxUpstreamTuning -ReadTimeout 120 -Reload", remedy.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_place_is_known_the_directive_is_written_by_hand()
    {
        GatewayConfiguration configuration = Healthy.Configuration with { Upstreams = [] };
        Remedy remedy = Diagnoser.Diagnose(Healthy with { Configuration = configuration, Errors = [Error(Symptom.ResponseTimedOut, 504, 4, Now.AddSeconds(-1))] }).Findings
            .Single(finding => finding.Cause == Cause.ReadTimeoutTooShort).Remedies[^1];

        Assert.StartsWith("Where it may take that long, let nginx wait longer: write fastcgi_read_timeout 120s; in the location of shop.example that leads to ", remedy.Description, StringComparison.Ordinal);
        Assert.Contains("/etc/nginx/nginx.conf or a file that it includes", remedy.Description, StringComparison.Ordinal);
        Assert.Equal("nginx -t && systemctl reload nginx", remedy.Command);
    }
}
