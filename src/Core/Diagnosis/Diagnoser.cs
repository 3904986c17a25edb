using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Says what is wrong: a pure function of a snapshot.</summary>
public static class Diagnoser
{
    private static readonly IDiagnosisRule[] Rules =
    [
        new FpmDownRule(),
        new WrongEndpointRule(),
        new SocketFileFindingRule(),
        new SocketPermissionFindingRule(),
        new StuckFpmRule(),
        new BusyPoolRule(),
        new AnswerRule(),
        new NetworkRule(),
        new WorkerDeathRule(),
        new TerminateTimeoutFindingRule(),
        new HeaderTooBigRule(),
        new InvalidResponseRule(),
        new ReadTimeoutRule(),
        new HostNotFoundRule(),
        new DescriptorsRule(),
        new WorkerConnectionsRule(),
        new EphemeralPortsRule(),
        new NoLiveUpstreamsRule(),
        new DiskFullRule(),
        new TempPathRule(),
    ];

    /// <summary>Diagnoses a snapshot.</summary>
    public static GatewayDiagnosis Diagnose(GatewaySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var context = new DiagnosisContext(snapshot);
        List<Finding> found = [.. Rules.SelectMany(rule => rule.Check(context))];
        found.AddRange(OverErrors.Of(context, found));
        Finding[] findings = FindingOrder.Sort(found, context.Total);
        SiteImpact[] impact = ImpactMeter.Of(snapshot.Answers);
        return new GatewayDiagnosis
        {
            ComputerName = snapshot.ComputerName,
            Time = snapshot.Time,
            IsHealthy = !findings.Any(finding => finding is { IsPresent: true, Severity: >= Severity.Error }),
            Verdict = VerdictText.Of(snapshot, findings, impact),
            Impact = impact,
            Findings = findings,
            NotSeen = snapshot.NotSeen,
            Machine = snapshot.Machine,
        };
    }
}
