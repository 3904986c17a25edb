namespace Nginx502.Diagnosis;

/// <summary>nginx speaks HTTP, uwsgi or the like to a pool, which understands FastCGI only.</summary>
internal sealed class ProtocolRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is { Upstream: { Protocol: not UpstreamProtocol.FastCgi } upstream, Pool: { } pool })
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.ProtocolMismatch,
                Severity.Error,
                502,
                $"{upstream.Directive} leads to pool {pool.Pool} and does not speak FastCGI, which is all that the pool understands: it closes the connection.",
                pair.NginxPlace,
                AlignmentPlace.Of(pool, "listen"),
                [new Remedy($"Write fastcgi_pass {pool.Endpoint}; with its fastcgi_param lines in place of {upstream.Directive}, and reload nginx.", Applies: ChangeApplies.NginxReload)]);
        }
    }
}
