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
                [
                    new Remedy(
                        $"Write fastcgi_pass {pair.Endpoint}; include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; in place of {upstream.Directive} {upstream.Upstream}; in {ConfigurationPlace.Format(upstream.Path, upstream.LineNumber)}. Then have nginx check and load it.",
                        CommandText.CheckAndReloadNginx,
                        ChangeApplies.NginxReload,
                        Disruptions.NginxReload),
                ]);
        }
    }
}
