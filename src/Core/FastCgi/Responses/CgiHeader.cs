using System.Globalization;

namespace Nginx502.FastCgi;

/// <summary>
/// The header that a CGI program's output begins with, with what nginx would refuse about it (nginx: src/http/ngx_http_parse.c,
/// ngx_http_parse_header_line). Never throws for what it reads.
/// </summary>
internal sealed class CgiHeader
{
    // What is shown of bytes that are no header.
    private const int ShownLength = 60;

    private readonly List<FastCgiHeader> _lines = [];

    private CgiHeader()
    {
    }

    /// <summary>The lines in their order; empty when the header has no end.</summary>
    public IReadOnlyList<FastCgiHeader> Lines => _lines;

    /// <summary>The status; null when there is no header or its status is none.</summary>
    public int? Status { get; private set; }

    /// <summary>The words behind the status; null when there are none.</summary>
    public string? Reason { get; private set; }

    /// <summary>Bytes of the header with the empty line, which is where the body begins; 0 when there is none.</summary>
    public int Length { get; private set; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public FastCgiFailureKind? Problem { get; private set; }

    /// <summary>What is wrong, a sentence that is safe to show.</summary>
    public string ProblemText { get; private set; } = string.Empty;

    /// <summary>Reads the header.</summary>
    /// <param name="output">The whole output.</param>
    /// <param name="maximum">The most bytes that the header may have.</param>
    public static CgiHeader Read(ReadOnlySpan<byte> output, int maximum)
    {
        CgiHeader header = new() { Status = CgiStatus.Read(output, maximum) };
        CgiLines lines = new(output[..Math.Min(output.Length, maximum)]);
        while (lines.MoveNext())
        {
            header.Add(lines);
        }

        if (lines.HasEnded)
        {
            header.Length = lines.Length;
            header.Conclude();
        }
        else
        {
            header.NoteMissing(output, maximum);
        }

        return header;
    }

    private void Add(CgiLines line)
    {
        _lines.Add(new FastCgiHeader(SafeText.Decode(line.Name), SafeText.Decode(line.Value)));
        bool isTaken = !line.Name.IsEmpty && !line.Name.ContainsAnyInRange((byte)0, (byte)' ') && !line.Name.Contains((byte)0x7F) && !line.Value.Contains((byte)0);
        if (!isTaken)
        {
            Note(FastCgiFailureKind.HeaderInvalid, $"Line {_lines.Count} of the header is none that nginx takes: '{Shown(line.Line)}'.");
        }
    }

    private void Conclude()
    {
        if (_lines.Find(line => line.Name.Equals("Status", StringComparison.OrdinalIgnoreCase)) is not { } status)
        {
            return;
        }

        if (Status is null)
        {
            Note(FastCgiFailureKind.HeaderInvalid, $"The header's status is none: '{status.Value}'.");
            return;
        }

        string reason = status.Value[CgiStatus.Digits..].Trim();
        Reason = reason.Length > 0 ? reason : null;
    }

    private void NoteMissing(ReadOnlySpan<byte> output, int maximum)
    {
        _lines.Clear();
        Problem = null;
        if (output.Length >= maximum)
        {
            Note(FastCgiFailureKind.HeaderTooBig, string.Create(CultureInfo.InvariantCulture, $"The header has no end within {maximum} bytes."));
        }
        else
        {
            Note(
                FastCgiFailureKind.HeaderMissing,
                output.IsEmpty ? "The answer is empty, it has no header." : $"The answer has no header that ends with an empty line; it begins with '{Shown(output)}'.");
        }
    }

    private void Note(FastCgiFailureKind problem, string text)
    {
        // The first one is what nginx would have stopped at.
        if (Problem is null)
        {
            Problem = problem;
            ProblemText = text;
        }
    }

    private static string Shown(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= ShownLength ? SafeText.Decode(bytes) : SafeText.Decode(bytes[..ShownLength]) + "...";
}
