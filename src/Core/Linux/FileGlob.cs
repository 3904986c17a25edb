using System.Collections;

namespace Nginx502.Linux;

/// <summary>
/// What a pattern of paths names, sorted by bytes, as glob(3) gives it: whatever has such a name, directories and links that
/// lead nowhere too.
/// </summary>
public sealed class FileGlob : IReadOnlyList<string>
{
    private readonly string[] _paths;

    internal FileGlob(string[] paths, IReadOnlyList<UnlistedDirectory> unlisted, IReadOnlyList<string> directories) => (_paths, Unlisted, Directories) = (paths, unlisted, directories);

    /// <summary>The directories that were looked into: what somebody lays there, the pattern may name the next time.</summary>
    public IReadOnlyList<string> Directories { get; }

    /// <summary>
    /// The directories that could not be looked into, in order. glob(3) passes over them, as nginx asks it to; with GLOB_ERR, as
    /// php-fpm asks it to, it gives up at the first: what was found does not count then.
    /// </summary>
    public IReadOnlyList<UnlistedDirectory> Unlisted { get; }

    /// <summary>How many paths there are.</summary>
    public int Count => _paths.Length;

    /// <summary>One path.</summary>
    public string this[int index] => _paths[index];

    /// <summary>The paths in order.</summary>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_paths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _paths.GetEnumerator();
}
