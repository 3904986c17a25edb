using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>nginx itself does not run: visitors get no answer at all, which is no 502 of this machine.</summary>
internal sealed class NginxNotRunningRule : IDiagnosisRule
{
    // nginx: src/core/ngx_connection.c, ngx_open_listening_sockets.
    private static readonly Regex Taken = new(@"bind\(\) to (?<address>[0-9a-fA-F.:\[\]]+:[0-9]+) failed \(98: Address already in use\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly string[] AllAddresses = ["0.0.0.0", "::", "*"];

    /// <summary>The address that another program has, so that nginx does not start, with what tells so: the kernel now, or nginx when it was started; null when that is not why.</summary>
    public static (FindingEvidence Seen, string Address)? TakenAddress(DiagnosisContext context)
    {
        GatewayService[] down = [.. context.Services.Where(service => service.Program == "nginx")];
        return !context.IsNginxDown || down.Any(service => service.Orphans.Length > 0) ? null
            : context.Snapshot.Firewall is { } seen ? Listening(context, seen)
            : down.SelectMany(service => service.LastLines)
            .Select(line => (Line: line, Match: Taken.Match(line)))
            .Where(said => said.Match.Success)
            .Select(said => ((FindingEvidence, string)?)(new FindingEvidence("journal", said.Line), said.Match.Groups["address"].Value))
            .FirstOrDefault();
    }

    /// <summary>True when nginx does not run since somebody wanted it so.</summary>
    public static bool IsMeant(DiagnosisContext context) =>
        context.IsNginxDown && context.Services.Where(service => service.Program == "nginx").All(service => service.IsStoppedOnPurpose || service.IsMasked);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        if (!context.IsNginxDown)
        {
            yield break;
        }

        GatewayService[] down = [.. context.Services.Where(service => service.Program == "nginx")];
        bool isAnswered = down.Any(service => service.Orphans.Length > 0);
        (FindingEvidence Seen, string Address)? taken = TakenAddress(context);
        bool isMeant = IsMeant(context);

        // Who stopped it is asked first; that it would not start comes second.
        ConfigurationTestResult? refusal = isMeant ? context.Refused("nginx", null) : null;
        var finding = new Finding
        {
            Cause = isMeant ? Cause.StoppedOnPurpose : Cause.NginxNotRunning,
            Severity = Severity.Error,
            Confidence = Confidence.Certain,
            ConfidenceReason = "No master of nginx runs.",
            IsPresent = true,
            Explanation = isMeant
                ? isAnswered ? "nginx was stopped by somebody, and workers without a master still answer visitors: no change of the configuration reaches them. Ask who did it before it is started."
                    : $"nginx was stopped by somebody: visitors get no answer at all. Ask who did it before it is started.{(refusal is null ? string.Empty : " As its configuration is, it would not start.")}"
                : isAnswered ? "The master of nginx is gone, and its workers still answer visitors: nobody looks after them, and no change of the configuration reaches them."
                : taken is { } other ? $"nginx does not start, since another program has {other.Address}: visitors get whatever that one answers."
                : "nginx itself does not run: visitors get no answer at all, and a 502 comes from whatever stands before it.",
            Evidence = [.. taken is { } said ? (FindingEvidence[])[said.Seen] : [], .. down.SelectMany(FindingText.OfService), .. refusal is null ? [] : FindingText.OfTest(refusal)],
            Remedies =
            [
                .. taken is { } held ? (Remedy[])[new Remedy("See which program has that port, and stop it or give it another; then start nginx.", $"ss -ltnp 'sport = :{held.Address.Split(':')[^1]}'"), StoppedServices.Start(down[0])] : [],
                .. down.SelectMany(service => service.Remedies).Where(remedy => isMeant && IsQuestion(remedy)),
                .. refusal is null ? [] : (Remedy[])[NginxConfigurationRule.Correction(refusal, "Before it is started, ")],
                .. down.SelectMany(service => service.Remedies).Where(remedy => !isMeant || !IsQuestion(remedy)),
            ],
        };
        yield return PackageWork.Of(finding, context.Snapshot.PackageManager);
    }

    private static bool IsQuestion(Remedy remedy) => remedy.Description.StartsWith(StoppedServices.AskFirst, StringComparison.Ordinal);

    // The kernel tells how it is now, and the journal how it was. No nginx runs, so that whoever listens where its servers are to listen is another.
    private static (FindingEvidence, string)? Listening(DiagnosisContext context, FirewallFacts seen) => context.Snapshot.Configuration.Upstreams.SelectMany(upstream => upstream.Listen).Distinct()
        .SelectMany(listen => seen.Listeners.Where(listener => !listener.IsNginx && IsTaken(listen, listener)))
        .Select(listener => $"{(IsIPv6(listener.Address) ? $"[{listener.Address.Trim('[', ']')}]" : listener.Address)}:{listener.Port}")
        .Select(address => ((FindingEvidence, string)?)(new FindingEvidence("kernel", $"{address} is listened on, and no nginx runs", Time: context.Snapshot.Time), address))
        .FirstOrDefault();

    // Who listens on [::] may have both families, and nginx's own [::] has one alone (ipv6only=on, nginx: src/core/ngx_connection.c).
    private static bool IsTaken(string listen, FirewallListener listener)
    {
        int colon = listen.LastIndexOf(':');
        (string host, string port) = colon >= 0 && !listen.EndsWith(']') ? (listen[..colon].Trim('[', ']'), listen[(colon + 1)..])
            : int.TryParse(listen, out _) ? ("*", listen)
            : (listen.Trim('[', ']'), "80");
        string address = listener.Address.Trim('[', ']');
        return port == $"{listener.Port}" && (address == "::" || (IsIPv6(host) == IsIPv6(address) && (AllAddresses.Contains(host) || address == "0.0.0.0" || host == address)));
    }

    private static bool IsIPv6(string address) => address.Contains(':', StringComparison.Ordinal);
}
