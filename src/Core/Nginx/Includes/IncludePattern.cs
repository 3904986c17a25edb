using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>
/// The names that the pattern of an <c>include</c> gives, as glob(3) has them: whatever is there, a directory or a link that leads
/// nowhere too, since nginx then fails on it (nginx: src/os/unix/ngx_files.c, ngx_open_glob).
/// </summary>
/// <param name="files">The files of the machine.</param>
internal sealed class IncludePattern(FileTree files)
{
    /// <summary>True when nginx takes a path for a pattern (nginx: src/core/ngx_conf_file.c, ngx_conf_include).</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>The paths that a pattern gives, in the order of their bytes.</summary>
    public IReadOnlyList<string> Expand(string pattern)
    {
        List<string> found = Find(pattern);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private List<string> Find(string pattern)
    {
        int slash = pattern.LastIndexOf('/');
        if (slash < 0)
        {
            return [];
        }

        string parent = pattern[..slash];
        string part = pattern[(slash + 1)..];
        List<string> directories = IsPattern(parent) ? Find(parent) : [parent];
        var found = new List<string>();
        foreach (string directory in directories)
        {
            foreach (string name in files.Names(directory))
            {
                if (FileNamePattern.IsMatch(part, name))
                {
                    found.Add(directory + "/" + name);
                }
            }
        }

        return found;
    }
}
