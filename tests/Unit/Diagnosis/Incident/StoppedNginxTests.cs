using Nginx502.Recovery;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>An nginx whose workers were stopped runs, and is told so.</summary>
public sealed class StoppedNginxTests
{
    private const string Title = "nginx hangs: all of its workers are stopped";

    private static readonly GatewayDiagnosis Stopped = Diagnoser.Diagnose(Healthy with { Services = [NginxService with { WorkerCount = 2, StoppedWorkers = [71, 72] }, FpmService] });

    [Fact]
    public void ItsTitleAndTheVerdictSayThatTheyStandStill()
    {
        Assert.Equal((Cause.NginxStuck, Title), (Stopped.Findings[0].Cause, Stopped.Findings[0].Title));
        Assert.Equal($"web1: the next visitor gets no answer: {Title}.", Stopped.Verdict);
    }

    [Fact]
    public void AMailSaysSoToo() => Assert.Contains($"NginxStuck: {Title}", NotificationText.Of(Stopped, null).Text, StringComparison.Ordinal);

    [Fact]
    public void OneThatDoesNotRunIsCalledByTheCatalogue() => Assert.Equal(
        CauseCatalogue.TitleOf(Cause.NginxNotRunning),
        Diagnoser.Diagnose(Healthy with { Services = [NginxService with { ProcessId = null, State = GatewayServiceState.Failed }, FpmService] }).Findings[0].Title);
}
