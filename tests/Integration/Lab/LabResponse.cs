using System.Net;

namespace Nginx502.Lab;

/// <summary>What a visitor got.</summary>
/// <param name="Status">The status, 0 when the visitor left before there was one.</param>
/// <param name="Reason">The words after the status.</param>
/// <param name="Body">The body as far as it came.</param>
/// <param name="IsTruncated">True when the connection ended before the body did.</param>
public sealed record LabResponse(int Status, string Reason, string Body, bool IsTruncated)
{
    /// <summary>The visitor left without an answer.</summary>
    public static LabResponse None { get; } = new(0, "", "", IsTruncated: true);

    /// <summary>The status line, as curl shows it: <c>HTTP/1.1 502 Bad Gateway</c>.</summary>
    public string StatusLine => $"HTTP/{HttpVersion.Version11} {Status} {Reason}";
}
