using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>Finds the lines of nginx's error log that tell of its own processes (nginx: src/os/unix/ngx_process.c, ngx_process_cycle.c, ngx_posix_init.c).</summary>
internal sealed class NginxProcessLineReader : IRecordReader<NginxProcessLine>
{
    private readonly NginxErrorLines _lines = new(NginxErrorFilter.UpstreamErrors);
    private byte[]? _scratch;

    /// <inheritdoc/>
    public bool BeginsRecord(ReadOnlySpan<byte> line) => _lines.BeginsRecord(line);

    /// <inheritdoc/>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record) => _lines.AcceptsContinuation(record);

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime) => _lines.TryReadTime(line, source, out localTime);

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out NginxProcessLine? entry)
    {
        entry = null;
        ReadOnlySpan<byte> line = record;
        if (!ErrorLogHead.TryParse(line, out ErrorLogFields fields))
        {
            int end = record.IndexOf((byte)'\n');
            line = LineFraming.Unwrap(end < 0 ? record : record[..end], ref _scratch);
            if (!ErrorLogHead.TryParse(line, out fields))
            {
                return RecordOutcome.NotUnderstood;
            }
        }

        // Most lines are of requests.
        if (fields.Level is not (NginxLogLevel.Notice or NginxLogLevel.Alert or NginxLogLevel.Emerg))
        {
            return RecordOutcome.Unwanted;
        }

        ErrorLogHead.ReadNumbers(line, fields, out int processId, out _);
        ReadOnlySpan<byte> message = fields.Message.Of(line);
        if (EventOf(message, fields.Level, ref processId) is not { } what || !_lines.TryReadTime(line, context.Source, out DateTime time))
        {
            return RecordOutcome.Unwanted;
        }

        entry = new NginxProcessLine(time, what, processId, SafeText.Decode(message), context);
        return RecordOutcome.Entry;
    }

    private static NginxProcessEvent? EventOf(ReadOnlySpan<byte> message, NginxLogLevel level, ref int processId)
    {
        ReadOnlySpan<byte> worker = "worker process "u8;
        if (level == NginxLogLevel.Emerg)
        {
            return NginxProcessEvent.Failed;
        }

        if (level == NginxLogLevel.Alert)
        {
            if (!message.StartsWith(worker) || (message.IndexOf(" exited on signal "u8) < 0 && message.IndexOf(" exited with fatal code "u8) < 0))
            {
                return null;
            }

            processId = Utf8Parser.TryParse(message[worker.Length..], out int ended, out _) ? ended : processId;
            return NginxProcessEvent.WorkerCrashed;
        }

        if (message.StartsWith("nginx/"u8) || message.StartsWith("openresty/"u8))
        {
            return NginxProcessEvent.Started;
        }

        return !message.StartsWith("signal "u8) ? null
            : message.EndsWith(", reconfiguring"u8) ? NginxProcessEvent.Reloaded
            : message.EndsWith(", changing binary"u8) ? NginxProcessEvent.ProgramChanged
            : message.EndsWith(", exiting"u8) || message.EndsWith(", shutting down"u8) ? NginxProcessEvent.Stopped
            : null;
    }
}
