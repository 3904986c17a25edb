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
}
