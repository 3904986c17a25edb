using System.Text;
using Nginx502.Logs;

namespace Nginx502;

/// <summary>
/// One record of php-fpm's error log or slow log. Text is decoded when it is read, with control characters shown as escapes;
/// <see cref="GetRawLine"/> has it as it was written.
/// </summary>
public sealed class FpmLogEntry
{
    private readonly byte[] _record;

    // The record without what it was wrapped in, where the ranges lie; the record itself when it was not wrapped.
    private readonly byte[] _content;
    private readonly FpmLogFields _fields;
    private readonly RecordContext _context;

    internal FpmLogEntry(byte[] record, byte[] content, in FpmLogFields fields, in RecordContext context)
    {
        _record = record;
        _content = content;
        _fields = fields;
        _context = context;
    }

    /// <summary>
    /// When it was written, local time; null when the line has no time, as what workers write to their standard error. php-fpm
    /// writes its own local time without a zone.
    /// </summary>
    public DateTime? Time => _fields.Time;

    /// <summary>How grave it is. A worker's own message counts by its own level; one of the slow log is a warning.</summary>
    public FpmLogLevel Level => _fields.Level;

    /// <summary>What happened.</summary>
    public FpmLogEvent Event => _fields.Event;

    /// <summary>The pool; null when the message names none.</summary>
    public string? Pool => Text(_fields.Pool);

    /// <summary>The worker that it is about, or the master for its own start; null when there is none.</summary>
    public int? ProcessId => _fields.ProcessId;

    /// <summary>The number of the signal that ended the worker.</summary>
    public int? Signal => _fields.Signal;

    /// <summary>The name of that signal: <c>SIGSEGV</c>.</summary>
    public string? SignalName => Text(_fields.SignalName);

    /// <summary>The code with which the worker ended.</summary>
    public int? ExitCode => _fields.ExitCode;

    /// <summary>How long the worker lived, or the request took so far.</summary>
    public TimeSpan? Duration => _fields.Duration;

    /// <summary>The limit that was reached: workers (<c>pm.max_children</c>), or crashes before a restart.</summary>
    public int? Limit => _fields.Limit;

    /// <summary>The path of the script that ran or was asked for.</summary>
    public string? Script => IsSlowLog ? FpmSlowLogText.Script(_content) : Text(_fields.Script);

    /// <summary>Method and URI of the request: <c>GET /report.php?n=2</c>. Its query may hold secrets.</summary>
    public string? Request => Text(_fields.Request);

    /// <summary>The message, without time, level and pool; for a record of the slow log its innermost call.</summary>
    public string Message => IsSlowLog ? SlowLogMessage() : Text(_fields.Message) ?? string.Empty;

    /// <summary>What the worker or PHP wrote, without what php-fpm puts around it.</summary>
    public string? Output => Text(_fields.Output);

    /// <summary>The number of the operating system's error.</summary>
    public int? ErrorNumber => _fields.ErrorNumber;

    /// <summary>The words for that error.</summary>
    public string? ErrorText => Text(_fields.ErrorText);

    /// <summary>The configuration file that the message is about.</summary>
    public string? ConfigurationPath => Text(_fields.ConfigurationPath);

    /// <summary>The line of that file, from 1.</summary>
    public int? ConfigurationLineNumber => _fields.ConfigurationLineNumber;

    /// <summary>The calls of a slow request, the innermost first; empty for everything else.</summary>
    public FpmStackFrame[] Stack => IsSlowLog ? FpmSlowLogText.Stack(_content) : [];

    /// <summary>True when php-fpm could not read the stack to its end, as in a container that may not trace.</summary>
    public bool IsStackIncomplete => IsSlowLog && FpmSlowLogText.IsDumpFailed(_content);

    /// <summary>The log; null for text from the pipeline.</summary>
    public string? Path => _context.Source.Path;

    /// <summary>The record's first line within the log, from 1; null when the log was not read from its beginning.</summary>
    public long? LineNumber => _context.Origin.FirstLineNumber + _context.LineIndex;

    /// <summary>The record's first byte within the log, unpacked, from 0.</summary>
    public long Offset => _context.Offset;

    private bool IsSlowLog => _fields.Form == FpmLogForm.SlowLog;

    /// <summary>The record as it was written, control characters included; bytes that are not UTF-8 become U+FFFD.</summary>
    public string GetRawLine() => Encoding.UTF8.GetString(_record);

    /// <inheritdoc/>
    public override string ToString() => Message;

    private string SlowLogMessage() =>
        Stack is [FpmStackFrame innermost, ..] ? innermost.ToString()
        : IsStackIncomplete ? SafeText.Decode(FpmSlowLogText.DumpFailed)
        : string.Empty;

    private string? Text(Range range)
    {
        ReadOnlySpan<byte> bytes = _content.AsSpan(range);
        return bytes.IsEmpty ? null : SafeText.Decode(bytes);
    }
}
