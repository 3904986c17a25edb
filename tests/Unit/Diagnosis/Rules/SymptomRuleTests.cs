using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Rules;

public sealed class SymptomRuleTests
{
    [Theory]
    [InlineData(true, Confidence.Certain)]
    [InlineData(false, Confidence.Likely)]
    public void An_assumed_zone_makes_less_sure(bool isTimeCertain, Confidence confidence)
    {
        ErrorEvidence error = Error(Symptom.PhpFatalError, 500, 2, Now.AddSeconds(-1)) with { IsTimeCertain = isTimeCertain };

        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [error] }).Findings.Single(finding => finding.Cause == Cause.PhpFatalError);

        Assert.Equal(confidence, finding.Confidence);
        Assert.Equal(!isTimeCertain, finding.ConfidenceReason.Contains("zone", StringComparison.Ordinal));
    }
}
