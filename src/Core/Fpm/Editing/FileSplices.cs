namespace Nginx502.Fpm;

/// <summary>Collects the places of one file that change, and makes its new bytes.</summary>
/// <param name="file">The file.</param>
internal sealed class FileSplices(FpmConfigurationFile file)
{
    private readonly List<Splice> _splices = [];

    /// <summary>The file.</summary>
    public FpmConfigurationFile File => file;

    /// <summary>Puts a text, raw, in place of a part; of several insertions at one place the first one stands first.</summary>
    public void Replace(IniSpan span, string text) => _splices.Add(new Splice(span, text, _splices.Count));

    /// <summary>The new bytes.</summary>
    public byte[] Apply()
    {
        ReadOnlySpan<byte> before = file.Content.Span;
        using var after = new MemoryStream(before.Length + 256);
        int at = 0;
        foreach (Splice splice in Ordered())
        {
            after.Write(before[at..splice.Span.Start]);
            after.Write(RawText.ToBytes(splice.Text));
            at = splice.Span.End;
        }

        after.Write(before[at..]);
        return after.ToArray();
    }

    /// <summary>Where a byte of the old file is in the new one, as a line, from 1.</summary>
    public int LineAfter(int position, byte[] after)
    {
        int moved = position + Ordered().Where(splice => splice.Span.Start < position).Sum(splice => splice.Text.Length - splice.Span.Length);
        return after.AsSpan(0, Math.Clamp(moved, 0, after.Length)).Count((byte)'\n') + 1;
    }

    private IEnumerable<Splice> Ordered() => _splices.OrderBy(splice => splice.Span.Start).ThenBy(splice => splice.Order);

    private sealed record Splice(IniSpan Span, string Text, int Order);
}
