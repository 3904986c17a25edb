namespace Nginx502.Nginx;

/// <summary>
/// One configuration file: its bytes, and a tree of directives that tells for every byte what it is. What it means does not
/// depend on where it is included, so a file that is included in many places is read once.
/// </summary>
internal sealed class SyntaxFile
{
    /// <summary>The path of directives given with <c>-g</c>.</summary>
    public const string CommandLinePath = "-g";

    private readonly byte[] _bytes;
    private LineIndex? _lines;

    /// <summary>A file that the reader fills.</summary>
    internal SyntaxFile(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
    }

    /// <summary>The full path; <see cref="CommandLinePath"/> for the command line.</summary>
    public string Path { get; }

    /// <summary>The bytes as they lie in the file.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The bytes as they lie in the file.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>All words in order.</summary>
    public SyntaxWord[] Words { get; internal set; } = [];

    /// <summary>The directives of the outermost level.</summary>
    public SyntaxDirective[] Directives { get; internal set; } = [];

    /// <summary>Every <c>include</c> in it, in whatever block, in order.</summary>
    public IReadOnlyList<SyntaxDirective> Includes { get; internal set; } = [];

    /// <summary>What nginx does not take, in order.</summary>
    public IReadOnlyList<SyntaxPiece> Damaged { get; internal set; } = [];

    /// <summary>What is wrong with it, in order.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Problems { get; internal set; } = [];

    /// <summary>Where its lines begin.</summary>
    public LineIndex Lines => _lines ??= new LineIndex(_bytes);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
