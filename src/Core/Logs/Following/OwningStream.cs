namespace Nginx502.Logs;

/// <summary>A stream that closes what it reads from.</summary>
internal sealed class OwningStream(Stream content, IDisposable owned) : ForwardStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => content.Read(buffer);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            owned.Dispose();
        }

        base.Dispose(disposing);
    }
}
