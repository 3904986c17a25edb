using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>The answer's header does not fit into nginx's buffer for it.</summary>
internal sealed class HeaderTooBigRule() : SymptomRule(Cause.HeaderTooBig, Symptom.HeaderTooBig)
{
    private const long Usual = 32 * 1024;

    // A header that needs more is a mistake of the application.
    private const long Most = 256 * 1024;
    private const int FewestBuffers = 8;

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfSettings(ConcernedUpstreams.Of(context, endpoint, errors), "buffer_size");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        $"The application sends a header (cookies, mostly) that does not fit into {SettingCatalogue.PrefixOf(ConcernedUpstreams.ProtocolOf(errors))}buffer_size, so that nginx throws the answer away.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        .. TuningText.Upstreams(ConcernedUpstreams.Of(context, endpoint, errors), $"Give the header a larger {SettingCatalogue.PrefixOf(ConcernedUpstreams.ProtocolOf(errors))}buffer_size, with the buffers that have to grow with it.", Larger),
        new Remedy("Then see what makes it so long: a cookie for each visit, a Link header for each file."),
    ];

    // nginx takes a size only with max(buffer_size, one buffer) <= busy_buffers_size <= (number - 1) * size (ngx_http_fastcgi_merge_loc_conf).
    private static string? Larger(NginxUpstream upstream)
    {
        long now = upstream.BufferSizeBytes ?? 0;
        long size = now < Usual ? Usual : now * 2;
        if (size > Most)
        {
            return null;
        }

        string argument = $"-BufferSize {TuningText.Kilobytes(size)}";
        if (upstream.Protocol is UpstreamProtocol.Grpc or UpstreamProtocol.Memcached)
        {
            return argument;
        }

        long each = Math.Max(size, upstream.Buffers?.SizeBytes ?? 0);
        int number = Math.Max(FewestBuffers, upstream.Buffers?.Number ?? 0);
        long busy = Math.Max(2 * each, upstream.BusyBuffersSizeBytes ?? 0);
        return $"{argument} -Buffers '{number} {TuningText.Kilobytes(each)}' -BusyBuffersSize {TuningText.Kilobytes(busy)}";
    }
}
