using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>The name that nginx hands over to stands for an address of this machine on which nobody listens, while a pool listens on the same port of another.</summary>
internal sealed class NameLeadsElsewhereRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { Pool: null, Socket: { FailedRung: FpmSocketRungKind.Listening, Facts.IsLocal: true }, Endpoint.IsUnixSocket: false }
            && endpoint.Socket.Facts.Client?.HasOtherNetwork != true

            // What both configurations tell of each other is told with them.
            && !WrongEndpointRule.Tells(endpoint)))
        {
            string[] led = [.. endpoint.Socket!.Facts.Attempts.Select(attempt => attempt.Address).OfType<string>().Distinct()];
            FpmPool[] meant = [.. context.Snapshot.Configuration.Pools.Where(pool => pool.IsRunning && IsBeside(pool.Endpoint, endpoint.Endpoint, led))];
            if (led.Length == 0 || IPAddress.TryParse(endpoint.Endpoint.Host, out _) || meant is not [{ Endpoint: { } listens } pool])
            {
                continue;
            }

            Finding finding = FindingText.OfSocket(
                endpoint,
                Cause.AddressFamilyMismatch,
                $"{endpoint.Endpoint.Host} stands for {string.Join(", ", led)} on this machine, where nobody listens on port {endpoint.Endpoint.Port}; pool {pool.Pool} listens on {listens}.",
                [
                    new Remedy("See who says what the name stands for, and correct it: a line of /etc/hosts mostly. nginx looks it up when it is loaded.", "Resolve-NginxUpstream", ChangeApplies.NginxReload, Disruptions.NginxReload),
                    new Remedy($"Or write the address in place of the name: {listens}, and reload nginx.", Applies: ChangeApplies.NginxReload, Disruption: Disruptions.NginxReload),
                ],
                Symptom.ConnectionRefused,
                Symptom.NoLiveUpstreams);
            yield return finding with
            {
                Confidence = Confidence.Likely,
                ConfidenceReason = "The name was looked up and the kernel was asked; which pool was meant is a conclusion from the port.",
                Evidence = [.. finding.Evidence.Take(1), new FindingEvidence("php-fpm's configuration", $"listen = {listens}", pool.ConfigurationPath), .. finding.Evidence.Skip(1)],
            };
        }
    }

    private static bool IsBeside(FpmEndpoint? listens, FpmEndpoint asked, string[] led) =>
        listens is { IsUnixSocket: false, Host: { } host } && listens.Port == asked.Port && IPAddress.TryParse(host, out _) && !led.Contains(host, StringComparer.Ordinal);
}
