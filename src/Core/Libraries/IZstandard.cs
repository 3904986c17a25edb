namespace Nginx502.Libraries;

/// <summary>Reads what zstd packed (RFC 8878).</summary>
public interface IZstandard
{
    /// <summary>
    /// The unpacked content of a packed stream, all its frames after each other. Reading throws <see cref="InvalidDataException"/> when
    /// the packed bytes are damaged and <see cref="EndOfStreamException"/> when they end too early, after all that can be read was given.
    /// </summary>
    /// <param name="packed">The packed bytes from their beginning; not closed with the result.</param>
    Stream OpenRead(Stream packed);
}
