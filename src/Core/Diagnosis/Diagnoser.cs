using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Says what is wrong: a pure function of a snapshot.</summary>
public static class Diagnoser
{
    private static readonly IDiagnosisRule[] Rules =
    [
        new AnswerRule(),
        new ApplicationUpstreamRule(),
        new BacklogFullRule(),
        new BusyPoolRule(),
        new ClientAbortRule(),
        new ContainerLoopbackRule(),
        new CpuThrottledRule(),
        new DescriptorsRule(),
        new DiskFullRule(),
        new EmergencyRestartRule(),
        new EphemeralPortsRule(),
        new EvidenceHiddenRule(),
        new FpmConfigurationRule(),
        new FpmDownRule(),
        new FrontProxyRule(),
        new HeaderTooBigRule(),
        new HiddenDocumentRootRule(),
        new InvalidResponseRule(),
        new KeepaliveRaceRule(),
        new KeepaliveStarvesRule(),
        new LogsElsewhereRule(),
        new MaxChildrenTooHighRule(),
        new MismatchRule(),
        new NameLeadsElsewhereRule(),
        new NetworkRule(),
        new NginxConfigurationRule(),
        new NginxNotReloadedRule(),
        new NginxNotRunningRule(),
        new NginxOutageRule(),
        new StuckNginxRule(),
        new NoLiveUpstreamsRule(),
        new OpenBasedirRule(),
        new OrphanWorkersRule(),
        new PhpErrorRule(),
        new ProcessLimitRule(),
        new ReadTimeoutRule(),
        new ReloadKillsRequestsRule(),
        new ResponseCutRule(),
        new ScriptNotFoundRule(),
        new SocketFileFindingRule(),
        new SocketPermissionFindingRule(),
        new StatusByDesignRule(),
        new StuckFpmRule(),
        new TempPathRule(),
        new TerminateTimeoutFindingRule(),
        new TlsUpstreamRule(),
        new UnservedSiteRule(),
        new UpstreamNameRule(),
        new WorkerConnectionsRule(),
        new WorkerDeathRule(),
        new WrongEndpointRule(),
    ];

    /// <summary>Diagnoses a snapshot.</summary>
    public static GatewayDiagnosis Diagnose(GatewaySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var context = new DiagnosisContext(snapshot);
        List<Finding> found = [.. Rules.SelectMany(rule => rule.Check(context))];
        found.AddRange(Unexplained.Of(context, found));
        found.AddRange(UnexplainedProbe.Of(context, found));
        Finding[] findings = FindingOrder.Sort([.. DegradedGroups.Apply(context, found).Select(finding => WithBeginning(context, finding))], context.Total);
        IReadOnlyList<PastTrouble> past = PastTrouble.Of(findings);
        SiteImpact[] impact = ImpactMeter.Of(snapshot.Answers);
        bool hurts = findings.Any(finding => finding is { IsPresent: true, Severity: >= Severity.Error });
        string[] unseen = hurts ? [] : [.. Sight.Missing(context)];
        return new GatewayDiagnosis
        {
            ComputerName = snapshot.ComputerName,
            Time = snapshot.Time,
            IsHealthy = !hurts && unseen.Length == 0,
            IsDecided = unseen.Length == 0,
            Verdict = VerdictText.Of(context, findings, past, impact, unseen),
            Impact = impact,
            Findings = findings,
            Past = [.. past.Select(trouble => trouble.Line(snapshot.Time))],
            NotSeen = snapshot.NotSeen,
            Machine = snapshot.Machine,
            Source = snapshot,
        };
    }

    private static Finding WithBeginning(DiagnosisContext context, Finding finding)
    {
        Onset onset = Onset.Of(context, finding);

        // What was mended before is told as over.
        Finding own = onset.Parted is null ? finding : finding with { ErrorCount = onset.ErrorCount, First = onset.ErrorCount > 0 ? onset.Time : finding.First };
        return EvidenceOrder.Apply(UnloadedChanges.Tell(context, Triggers.Apply(context, own, onset)), finding.IsPresent ? onset.Time : null);
    }
}
