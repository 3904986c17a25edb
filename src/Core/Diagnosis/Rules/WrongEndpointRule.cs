namespace Nginx502.Diagnosis;

/// <summary>nginx hands over to an address on which no pool listens, while a pool listens on another.</summary>
internal sealed class WrongEndpointRule : IDiagnosisRule
{
    private static readonly (AlignmentMismatchKind Kind, Cause Cause)[] Kinds =
    [
        (AlignmentMismatchKind.PhpVersionPathMismatch, Cause.PhpVersionPathMismatch),
        (AlignmentMismatchKind.SocketPathMismatch, Cause.SocketPathMismatch),
        (AlignmentMismatchKind.TransportMismatch, Cause.TransportMismatch),
        (AlignmentMismatchKind.AddressFamilyMismatch, Cause.AddressFamilyMismatch),
        (AlignmentMismatchKind.PortMismatch, Cause.AddressFamilyMismatch),
        (AlignmentMismatchKind.AddressMismatch, Cause.AddressFamilyMismatch),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { IsFailing: true, Pool: null }))
        {
            foreach ((AlignmentMismatchKind kind, Cause cause) in Kinds)
            {
                if (endpoint.Mismatch(kind) is { } mismatch)
                {
                    Finding finding = FindingText.OfSocket(endpoint, cause, mismatch.Explanation, mismatch.Remedies, Symptom.SocketMissing, Symptom.ConnectionRefused, Symptom.ConnectTimedOut);
                    yield return finding with { Evidence = [.. finding.Evidence.Take(1), .. Places(mismatch), .. finding.Evidence.Skip(1)] };
                    break;
                }
            }
        }
    }

    private static IEnumerable<FindingEvidence> Places(AlignmentMismatch mismatch) => new[] { mismatch.NginxPlace, mismatch.FpmPlace }.OfType<AlignmentPlace>()
        .Select(place => new FindingEvidence("configuration", place.Text, place.Path, place.LineNumber));
}
