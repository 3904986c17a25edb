namespace Nginx502.Diagnosis;

/// <summary>The php-fpm of a pool does not run. What kept it from running decides the cause.</summary>
internal sealed class FpmDownRule : IDiagnosisRule
{
    private const string TestCommand = "Test-FpmConfiguration";
    private const int ReasonEvidence = 3;
    private const int JournalEvidence = 2;

    // The kernel kills, and systemd sees it end.
    private static readonly TimeSpan OneEnd = TimeSpan.FromMinutes(1);

    // php-src: main/main.c and sapi/fpm/fpm/zlog.c; what systemd itself says of a unit comes beside.
    private static readonly string[] Complaints = ["ERROR: ", "ALERT: ", "Fatal error", "Parse error", "ermission denied", "No such file"];

    private static readonly Symptom[] Symptoms = [Symptom.SocketMissing, Symptom.ConnectionRefused, Symptom.NoLiveUpstreams];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.IsDown))
        {
            FpmDownReason reason = FpmDownReason.Of(context, endpoint);
            IEnumerable<Remedy> remedies = reason.Cause == Cause.StoppedOnPurpose ? [.. endpoint.Service!.Remedies.Take(1), .. reason.Remedies, .. endpoint.Service.Remedies.Skip(1)]
                : reason.IsOfFiles ? reason.Remedies.Append(OnceCorrected(endpoint))
                : reason.Remedies.Concat(General(context, endpoint));
            Finding finding = FindingText.OfSocket(endpoint, reason.Cause, reason.Explanation, remedies.DistinctBy(remedy => remedy.Command ?? remedy.Description), Symptoms);
            FindingEvidence[] evidence = [.. reason.Evidence, .. OfJournal(endpoint.Service), .. endpoint.Service is { } service ? OfService(context, service, reason.Cause) : []];
            yield return PackageWork.Of(finding with { Evidence = [.. evidence.Take(ReasonEvidence), .. finding.Evidence] }, context.Snapshot.PackageManager);
        }
    }

    // What is usual is no evidence where something else is known: it ran before, its files pass, or the kernel or a disk tells why.
    private static IEnumerable<FindingEvidence> OfService(DiagnosisContext context, GatewayService service, Cause cause)
    {
        bool isConfiguration = cause is Cause.FpmConfigurationInvalid or Cause.FpmNotRunning
            && !context.Snapshot.ConfigurationTests.Any(test => test is { Program: "php-fpm", Passed: true, IsAsked: true } && test.ConfigurationPath == service.ConfigurationPath)
            && context.Short(GatewayResourceKind.DiskSpace, GatewayResourceKind.Inodes).Count == 0
            && !(context.Snapshot.Timeline?.KernelEvents ?? []).Any(line => line.Kind == KernelEventKind.OomKill && line.Time <= service.Since && line.Time >= service.Since - OneEnd);
        return FindingText.OfService(service).Select(told => isConfiguration ? told : told with { Text = told.Text.Replace(StoppedServices.UsualReason, string.Empty, StringComparison.Ordinal) });
    }

    private static IEnumerable<Remedy> General(DiagnosisContext context, DiagnosedEndpoint endpoint)
    {
        // What passed needs no look: it is to be started.
        bool passes = context.Snapshot.ConfigurationTests.Any(test => test is { Program: "php-fpm", Passed: true } && test.ConfigurationPath == endpoint.Pool!.MasterConfigurationPath);
        Remedy[] own = [.. Useful(endpoint.Service?.Remedies ?? [])];
        if (own.Any(IsStart))
        {
            // What a start mends is no matter of the socket.
            return own;
        }

        Remedy[] known = [.. own, .. Useful(endpoint.Socket!.Remedies)];
        return known.Any(IsStart) ? known : [Start(endpoint), .. known];

        IEnumerable<Remedy> Useful(IEnumerable<Remedy> remedies) => remedies.Where(remedy => !passes || remedy.Command != TestCommand);
    }

    private static bool IsStart(Remedy remedy) => remedy.Description.StartsWith("Start", StringComparison.Ordinal) || remedy.Command?.Contains("systemctl start ", StringComparison.Ordinal) == true;

    // It is known why it does not run: what the test passes is started, and nothing else is asked.
    private static Remedy OnceCorrected(DiagnosedEndpoint endpoint) => endpoint.Service switch
    {
        { Orphans.Length: > 0, Remedies: [{ } replace, ..] } => replace,
        { Manager: not GatewayServiceManager.None } service when StoppedServices.Start(service) is var start => start with
        {
            Description = service.IsAutoRestarting
                ? "systemd tries to start it again by itself: once the file is right it comes up within seconds. To have it at once:"
                : "Then start php-fpm.",
            Command = service.IsStartLimitHit ? StoppedServices.StartAnew(service) : start.Command,
            Applies = ChangeApplies.FpmRestart,
        },
        _ => Start(endpoint),
    };

    // Where nothing manages it, it is started by hand, as it was.
    private static Remedy Start(DiagnosedEndpoint endpoint)
    {
        string file = endpoint.Pool!.MasterConfigurationPath;
        return new Remedy(
            $"Start the php-fpm of {file}, by its program with -y and that file where nothing manages it; its log says why it ended.",
            endpoint.Service is { Manager: GatewayServiceManager.None, ExecutablePath: { } program } ? $"{PasteText.Shell(program)} -y {PasteText.Shell(file)}" : null,
            ChangeApplies.FpmRestart);
    }

    // Of what it said last the lines that complain; the last one where none does.
    private static IEnumerable<FindingEvidence> OfJournal(GatewayService? service)
    {
        string[] lines = service?.LastLines ?? [];
        string[] complaints = [.. lines.Where(line => Complaints.Any(word => line.Contains(word, StringComparison.Ordinal))).Distinct().Take(JournalEvidence)];
        return (complaints.Length > 0 ? complaints : lines.TakeLast(1)).Select(line => new FindingEvidence("journal", line));
    }
}
