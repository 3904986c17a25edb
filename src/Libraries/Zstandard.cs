using ZstdSharp;

namespace Nginx502.Libraries;

/// <summary>Reads what zstd packed, with ZstdSharp: the reference implementation in C#, without native parts.</summary>
public sealed class Zstandard : IZstandard
{
    /// <inheritdoc/>
    public Stream OpenRead(Stream packed) => new ZstandardStream(new DecompressionStream(packed, leaveOpen: true));
}
