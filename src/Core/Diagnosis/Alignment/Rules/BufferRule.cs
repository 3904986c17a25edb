namespace Nginx502.Diagnosis;

/// <summary>
/// nginx refuses to load buffers of which too many may be busy: max(buffer_size, one buffer) &lt;= busy_buffers_size &lt;= (number - 1) * size
/// (nginx: src/http/modules/ngx_http_fastcgi_module.c, ngx_http_fastcgi_merge_loc_conf).
/// </summary>
internal sealed class BufferRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { Protocol: UpstreamProtocol.FastCgi, Buffers: { } buffers, BufferSizeBytes: { } bufferSize, BusyBuffersSizeBytes: { } busy } upstream }
            || (busy >= Math.Max(bufferSize, buffers.SizeBytes) && busy <= (buffers.Number - 1) * buffers.SizeBytes))
        {
            yield break;
        }

        // One that nothing sets follows the others.
        long size = Math.Max(1, Math.Max(bufferSize, buffers.SizeBytes));
        bool isSet = upstream.GetSetting("fastcgi_busy_buffers_size") is { Path: not null };
        long fitting = Math.Max(busy, size);
        long number = Math.Max(8, (fitting + size - 1) / size + 1);
        string busySize = isSet && fitting != busy ? $" -BusyBuffersSize {Kilobytes(fitting)}" : string.Empty;
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.BufferRule,
            Severity.Error,
            null,
            $"fastcgi_busy_buffers_size is {Kilobytes(busy)}, and must be at least {Kilobytes(Math.Max(bufferSize, buffers.SizeBytes))} and at most {Kilobytes((buffers.Number - 1) * buffers.SizeBytes)} with fastcgi_buffers {buffers.Number} {Kilobytes(buffers.SizeBytes)}: nginx refuses to load this, and goes on with what it had loaded before.",
            AlignmentPlace.Of(upstream.GetSetting("fastcgi_buffer_size")!),
            null,
            [
                new Remedy(
                    busySize.Length > 0 ? "Raise fastcgi_buffers and fastcgi_busy_buffers_size together with fastcgi_buffer_size." : "Raise fastcgi_buffers together with fastcgi_buffer_size.",
                    CommandText.TuneUpstream(upstream, $"-BufferSize {Kilobytes(bufferSize)} -Buffers '{number} {Kilobytes(size)}'{busySize}"),
                    ChangeApplies.NginxReload),
            ]);
    }

    private static string Kilobytes(long bytes) => bytes % 1024 == 0 ? $"{bytes / 1024}k" : $"{bytes}";
}
