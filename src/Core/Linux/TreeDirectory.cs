using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>One directory that a walk reached, open, with the one above it: <c>..</c> goes there, and never out of the root.</summary>
/// <param name="handle">The directory.</param>
/// <param name="path">Its path as seen from the root, without links.</param>
/// <param name="parent">The directory above; null for the root.</param>
/// <param name="isTrusted">True when root alone can change what lies between the root and its names. False too where nobody asked.</param>
internal sealed class TreeDirectory(SafeFileHandle handle, string path, TreeDirectory? parent, bool isTrusted) : IDisposable
{
    private Dictionary<string, TreeDirectory>? _kept;

    /// <summary>The directory, opened to walk from and not to list.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>Its path as seen from the root, without links.</summary>
    public string Path => path;

    /// <summary>The directory above; the root is above itself.</summary>
    public TreeDirectory Parent => parent ?? this;

    /// <summary>True when root alone can change what lies between the root and its names.</summary>
    public bool IsTrusted => isTrusted;

    /// <summary>True when it stays open until its root is closed.</summary>
    public bool IsKept { get; set; }

    /// <summary>The path of a name in it.</summary>
    public string PathOf(string name) => path.Length == 1 ? path + name : path + "/" + name;

    /// <summary>A directory in it that was kept; null when none was.</summary>
    public TreeDirectory? Kept(string name) => _kept?.GetValueOrDefault(name);

    /// <summary>Keeps a directory in it.</summary>
    public void Keep(string name, TreeDirectory directory)
    {
        directory.IsKept = true;
        (_kept ??= new(StringComparer.Ordinal))[name] = directory;
    }

    /// <summary>Closes it, and all that are kept below.</summary>
    public void Dispose()
    {
        foreach (TreeDirectory directory in _kept?.Values ?? Enumerable.Empty<TreeDirectory>())
        {
            directory.Dispose();
        }

        handle.Dispose();
    }
}
