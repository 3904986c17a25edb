using System.Text;

namespace Nginx502.Nginx;

/// <summary>A name of a directive that nginx's own modules know, with all that it can be.</summary>
/// <param name="text">The name.</param>
/// <param name="definitions">What it is in each block.</param>
internal sealed class DirectiveName(string text, IReadOnlyList<DirectiveDefinition> definitions)
{
    private readonly byte[] _bytes = Encoding.ASCII.GetBytes(text);

    /// <summary>The name.</summary>
    public string Text => text;

    /// <summary>What it is in each block, in no order: their contexts differ, or their releases do.</summary>
    public IReadOnlyList<DirectiveDefinition> Definitions => definitions;

    /// <summary>The name as a file has it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public override string ToString() => text;
}
