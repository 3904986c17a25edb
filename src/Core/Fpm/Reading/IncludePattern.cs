using System.Text;
using Nginx502.Linux;

namespace Nginx502.Fpm;

/// <summary>
/// The files that an include names, as glob(3) of glibc finds them with GLOB_ERR and GLOB_MARK: a directory that cannot be read is an
/// error, one that has nothing that fits is not.
/// </summary>
/// <param name="files">The files.</param>
internal sealed class IncludePattern(FileTree files)
{
    /// <summary>What glob(3) returns when a directory cannot be read.</summary>
    public const int Aborted = 2;

    /// <summary>What glob(3) returns when nothing fits.</summary>
    public const int NoMatch = 3;

    /// <summary>Looks for the files.</summary>
    /// <param name="pattern">A full path with <c>*</c>, <c>?</c> and <c>[a-z]</c>.</param>
    /// <param name="found">The paths, sorted by bytes; directories are left out.</param>
    /// <returns>0, <see cref="NoMatch"/> or <see cref="Aborted"/>.</returns>
    public int Find(string pattern, out IReadOnlyList<string> found)
    {
        found = [];
        string[] parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int literal = parts.TakeWhile(part => !IsPattern(part)).Count();
        List<string> paths = ["/" + string.Join('/', parts.Take(literal).Select(Unescape))];
        if (literal == parts.Length && !Exists(paths[0]))
        {
            return NoMatch;
        }

        for (int index = literal; index < parts.Length; index++)
        {
            var next = new List<string>();
            foreach (string directory in paths)
            {
                if (!TryMatch(directory, parts[index], next))
                {
                    return Aborted;
                }
            }

            paths = next;
        }

        if (paths.Count == 0)
        {
            return NoMatch;
        }

        found = [.. paths.Where(path => !IsDirectory(path)).OrderBy(Encoding.UTF8.GetBytes, ByteOrder.Instance)];
        return 0;
    }

    private bool TryMatch(string directory, string part, List<string> next)
    {
        string prefix = directory == "/" ? directory : directory + "/";
        if (!IsPattern(part))
        {
            string path = prefix + Unescape(part);
            if (Exists(path))
            {
                next.Add(path);
            }

            return true;
        }

        if (!IsDirectory(directory))
        {
            // What is there and no directory has nothing that fits; what is not there is an error.
            return files.TryReadStatus(directory, out _);
        }

        next.AddRange(files.Names(directory).Where(name => FileNamePattern.IsMatch(part, name)).Select(name => prefix + name));
        return true;
    }

    // A link that leads nowhere is found by its name, and fails when it is opened.
    private bool Exists(string path)
    {
        int slash = path.LastIndexOf('/');
        return path == "/" || files.TryReadStatus(path, out _) || files.Names(slash <= 0 ? "/" : path[..slash]).Contains(path[(slash + 1)..]);
    }

    private bool IsDirectory(string path) => path == "/" || (files.TryReadStatus(path, out FileStatus status) && status.Kind == FileKind.Directory);

    private static bool IsPattern(string part) =>
        part.AsSpan().IndexOfAny('*', '?') >= 0 || (part.IndexOf('[', StringComparison.Ordinal) is int open and >= 0 && part.IndexOf(']', open) > 0);

    private static string Unescape(string part) => part.Replace("\\", string.Empty, StringComparison.Ordinal);

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? left, byte[]? right) => left.AsSpan().SequenceCompareTo(right);
    }
}
