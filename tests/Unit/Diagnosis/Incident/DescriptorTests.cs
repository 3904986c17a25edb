using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A worker of nginx that has no descriptor left accepts nobody, and says nothing any more.</summary>
public sealed class DescriptorTests
{
    [Theory]
    [InlineData("nginx", 1024, true)]
    [InlineData("nginx", 20, false)]
    [InlineData("php-fpm", 1024, false)]
    public void ItGoesOnWhileThereIsNoneLeft(string program, long open, bool expected)
    {
        ErrorEvidence errors = Error(Symptom.DescriptorsExhausted, 500, 50, Now.AddMinutes(-30)) with { Endpoint = null };
        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [errors], Resources = Machine with { Processes = [Machine.Processes[0] with { Program = program, OpenFiles = open }] } }).Findings[0];

        Assert.Equal((Cause.TooManyOpenFiles, expected), (finding.Cause, finding.IsPresent));
    }
}
