namespace Nginx502.Recovery;

/// <summary>What a site answered: as much of it as tells who answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="PoweredBy">The header <c>X-Powered-By</c>; null without one.</param>
/// <param name="Body">The body, or its beginning.</param>
internal sealed record SiteAnswer(int Status, string? PoweredBy, ReadOnlyMemory<byte> Body)
{
    /// <summary>True when the body begins with a text.</summary>
    public bool BeginsWith(ReadOnlySpan<byte> text) => Body.Span.StartsWith(text);
}
