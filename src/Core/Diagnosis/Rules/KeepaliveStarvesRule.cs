namespace Nginx502.Diagnosis;

/// <summary>Connections that nginx keeps open hold every worker of the pool, although none of them has anything to do.</summary>
internal sealed class KeepaliveStarvesRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints)
        {
            if (endpoint.Mismatch(AlignmentMismatchKind.KeepaliveStarvesPool) is not { } mismatch)
            {
                continue;
            }

            ErrorEvidence[] errors = [.. endpoint.Showing(Symptom.ResponseTimedOut, Symptom.ConnectTimedOut, Symptom.BacklogFull)];
            bool isHeld = IsHeld(endpoint);
            bool goesOn = isHeld || context.GoesOn(errors, context.NginxLoadedAt);
            if (!isHeld && errors.Length == 0)
            {
                continue;
            }

            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.KeepaliveStarvesPool,
                    Severity = Severity.Error,
                    Confidence = isHeld ? Confidence.Certain : Confidence.Likely,
                    ConfidenceReason = isHeld ? "All workers of the pool wait for nginx, and none of them runs a script." : "nginx may keep as many connections as the pool has workers.",
                    IsPresent = goesOn,
                    Status = 504,
                    Endpoint = endpoint.Endpoint,
                    Pool = endpoint.Pool?.Pool,
                    ConfigurationPath = endpoint.Pool?.ConfigurationPath,
                    Servers = endpoint.Servers,
                    Explanation = mismatch.Explanation,
                    Evidence = [.. FindingText.OfPlaces(mismatch)],
                    Remedies = mismatch.Remedies,
                },
                errors);
        }
    }

    /// <summary>True when the workers of an endpoint are held by connections over which nothing comes.</summary>
    public static bool IsHeld(DiagnosedEndpoint endpoint) =>
        endpoint is { Status: { IsFull: true, Activities: [{ Wait: FpmWorkerWait.Request or FpmWorkerWait.Client }, ..] } }
        && endpoint.Mismatch(AlignmentMismatchKind.KeepaliveStarvesPool) is not null;
}
