using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>While a package manager works, a service that does not run may be one that it stopped.</summary>
public sealed class PackageWorkTests
{
    private const string Look = "ps -o pid,ppid,stat,etime,args -p 4242";

    private static readonly PackageManagerWork Apt = new("/var/lib/dpkg/lock-frontend", 4242, "apt-get");

    private static readonly GatewaySnapshot WithoutNginx = Healthy with { Services = [NginxService with { ProcessId = null, State = GatewayServiceState.Failed }, FpmService] };


    [Fact]
    public void WhoeverWouldStartNginxIsToldToWait()
    {
        Finding finding = Diagnoser.Diagnose(WithoutNginx with { PackageManager = Apt }).Findings[0];

        Assert.Equal((Cause.NginxNotRunning, "A package manager is at work (process 4242, apt-get): it holds /var/lib/dpkg/lock-frontend"), (finding.Cause, finding.Evidence[0].Text));
        Assert.Equal(Look, finding.Remedies[0].Command);
        Assert.Contains("starts it then when it is done", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutOneNobodyWaits() => Assert.DoesNotContain(Diagnoser.Diagnose(WithoutNginx).Findings[0].Remedies, remedy => remedy.Command == Look);

    [Fact]
    public void WhereAllRunsItIsOfNoInterest() => Assert.Empty(Diagnoser.Diagnose(Healthy with { PackageManager = Apt }).Findings);

    [Fact]
    public void OneOfAnotherNamespaceHasNoNumber() =>
        Assert.Null(Diagnoser.Diagnose(WithoutNginx with { PackageManager = new PackageManagerWork("/var/lib/dpkg/lock", null, null) }).Findings[0].Remedies[0].Command);
}
