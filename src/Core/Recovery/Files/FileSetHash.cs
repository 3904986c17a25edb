using System.Security.Cryptography;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>
/// What a set of files holds, as hashes: taken when they are checked, and again right before a program is told to read them, it tells whether
/// somebody changed one in between.
/// </summary>
public sealed class FileSetHash
{
    private readonly SortedDictionary<string, string?> _hashes;

    private FileSetHash(SortedDictionary<string, string?> hashes) => _hashes = hashes;

    /// <summary>The paths, sorted, each with the SHA-256 of its bytes in hexadecimal digits; null for what cannot be read.</summary>
    public IReadOnlyDictionary<string, string?> Hashes => _hashes;

    /// <summary>Reads files.</summary>
    /// <param name="files">The files' root.</param>
    /// <param name="paths">Their full paths, as seen from that root.</param>
    public static FileSetHash Of(FileTree files, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(paths);
        var hashes = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            hashes[path] = files.ReadBytes(path, out _) is { } content ? Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant() : null;
        }

        return new FileSetHash(hashes);
    }

    /// <summary>The paths whose files differ from those of another set, or that only one of both has, sorted.</summary>
    public IReadOnlyList<string> Differences(FileSetHash other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _hashes.Keys.Union(other._hashes.Keys)
            .Where(path => !_hashes.TryGetValue(path, out string? mine) || !other._hashes.TryGetValue(path, out string? theirs) || mine != theirs)
            .Order(StringComparer.Ordinal)
            .ToArray();
    }
}
