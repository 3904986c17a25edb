namespace Nginx502.Diagnosis;

/// <summary>The name of an upstream is not found, or leads elsewhere than nginx keeps connecting to.</summary>
internal sealed class UpstreamNameRule : IDiagnosisRule
{
    private static readonly Symptom[] NotFound = [Symptom.NameResolutionFailed, Symptom.ResolverMissing];
    private static readonly Symptom[] Unreached = [Symptom.ConnectionRefused, Symptom.HostUnreachable, Symptom.NetworkUnreachable, Symptom.ConnectTimedOut];

    private static readonly NameProblemKind[] Missing =
        [NameProblemKind.HostNotFound, NameProblemKind.NoResolver, NameProblemKind.NotKnownToResolver, NameProblemKind.ResolverFails, NameProblemKind.NoUsableAddress, NameProblemKind.SystemResolverFails];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        ErrorEvidence[] errors = [.. context.Showing(NotFound)];
        foreach (NginxUpstreamResolution name in context.Names)
        {
            NameProblem? missing = name.Problems.FirstOrDefault(problem => Missing.Contains(problem.Kind) && problem.Severity >= Severity.Warning);
            if (missing is not null)
            {
                ErrorEvidence[] own = [.. errors.Where(error => Mentions(error, name.Name))];
                errors = [.. errors.Except(own)];

                // What was resolved when nginx was started goes on without the name, until it is started the next time.
                bool hurts = missing.Severity >= Severity.Error && (own.Length > 0 || !context.Endpoints.Any(endpoint => endpoint.Endpoint.Equals(name.Endpoint) && endpoint.Answers));
                yield return Of(Cause.UpstreamHostNotFound, name, missing, own, hurts ? Severity.Error : Severity.Warning);
            }
            else
            {
                ErrorEvidence[] before = name.IsResolved == true ? [.. errors.Where(error => TellsOf(error, name.Name))] : [];
                if (before.Length > 0)
                {
                    errors = [.. errors.Except(before)];
                    yield return NotFoundWhileServing(before, isPresent: false, $"nginx asked for the address of {name.Name} while it served, and it was not found. It is found now.");
                }

                ErrorEvidence[] own = [.. context.Showing(Unreached).Where(error => error.Endpoint is { IsUnixSocket: false } && error.Endpoint.Port == name.Endpoint.Port && name.IsResolved == true && !name.LikelyAddresses.Contains(error.Endpoint.Host) && context.UpstreamsTo(error.Endpoint).Count == 0)];
                NameProblem? stale = name.Problems.FirstOrDefault(problem => problem.Kind == NameProblemKind.ChangedSinceLoad) ?? (own.Length > 0 && context.GoesOn(own, context.NginxLoadedAt) ? Stale(name, own) : null);
                if (stale is null)
                {
                    continue;
                }

                yield return Of(Cause.UpstreamAddressStale, name, stale, own, own.Length > 0 && context.GoesOn(own, context.NginxLoadedAt) ? Severity.Error : Severity.Warning);
            }
        }

        if (errors.Length > 0)
        {
            yield return NotFoundWhileServing(
                errors,
                context.GoesOn(errors, context.NginxLoadedAt),
                "nginx asks for the address of an upstream while it serves, and the name was not found: by the name server that resolver names, or since none is named.");
        }
    }

    private static Finding NotFoundWhileServing(ErrorEvidence[] errors, bool isPresent, string explanation) => FindingText.WithErrors(
        new Finding
        {
            Cause = Cause.UpstreamHostNotFound,
            Severity = Severity.Error,
            Confidence = Confidence.Certain,
            ConfidenceReason = "nginx itself says so.",
            IsPresent = isPresent,
            Status = 502,
            Explanation = explanation,
            Remedies = [new Remedy("See what the name server says and what nginx makes of it.", "Resolve-NginxUpstream"), new Remedy("Until it is mended, a marked line in /etc/hosts (Add-GatewayHostEntry) helps names that are looked up when nginx starts.")],
        },
        errors);

    private static Finding Of(Cause cause, NginxUpstreamResolution name, NameProblem problem, ErrorEvidence[] errors, Severity severity) => FindingText.WithErrors(
        new Finding
        {
            Cause = cause,
            Severity = severity,
            Confidence = errors.Length > 0 ? Confidence.Certain : Confidence.Likely,
            ConfidenceReason = errors.Length > 0 ? "The name was looked up just now, and nginx's lines say the same." : "The name was looked up just now.",
            IsPresent = true,
            Status = severity >= Severity.Error ? 502 : null,
            Endpoint = name.Endpoint,
            Servers = [name.Server],
            Explanation = problem.Explanation,
            Evidence = [new FindingEvidence("name server", $"{name.Name}: {problem.Kind}", Time: name.Time)],
            Remedies = problem.Remedies,
        },
        errors);

    private static bool Mentions(ErrorEvidence error, string name) => error.Samples.Any(sample => sample.Text.Contains(name, StringComparison.OrdinalIgnoreCase));

    // Of a group of errors a few lines are kept: all of them say it. A name server that answers now and then may fail the next time.
    private static bool TellsOf(ErrorEvidence error, string name) => error.Samples.Length > 0 && error.Samples.All(sample => sample.Text.StartsWith(name + " could not be resolved (3: ", StringComparison.OrdinalIgnoreCase));

    private static NameProblem Stale(NginxUpstreamResolution name, ErrorEvidence[] errors) => new(
        NameProblemKind.ChangedSinceLoad,
        Severity.Error,
        502,
        $"nginx connects to {errors[0].Endpoint}, and {name.Name} stands for {string.Join(", ", name.LikelyAddresses)} now: it looked the name up when it was loaded, and keeps what it found.",
        [new Remedy("Reload nginx, which looks the name up again; for names that move, name a resolver and put the name in a variable.", "nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload)]);
}
