using System.Text;
using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>
/// Reads a configuration with all that it includes, in the order in which nginx opens the files (nginx: src/core/ngx_conf_file.c,
/// ngx_conf_include: names are relative to the directory of the main file). Each file is read once.
/// </summary>
/// <param name="files">The files of the machine.</param>
/// <param name="directory">The directory of the main file.</param>
internal sealed class IncludeLoader(FileTree files, string directory)
{
    // From this number on the files of a pattern are read by several threads.
    private const int WorthThreads = 8;

    private readonly Dictionary<string, IReadOnlyList<string>> _expanded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SyntaxFile?> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SyntaxFile> _ahead = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<SyntaxFile> _order = [];
    private readonly Dictionary<SyntaxDirective, SyntaxFile[]> _included = [];
    private readonly List<ConfigurationDiagnostic> _problems = [];
    private long _bytes;

    /// <summary>True when nginx takes a path for a pattern (nginx: src/core/ngx_conf_file.c, ngx_conf_include).</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>The files in the order in which nginx opens them, each once.</summary>
    public IReadOnlyList<SyntaxFile> Files => _order;

    /// <summary>The directories in which patterns of includes find files.</summary>
    public IReadOnlyCollection<string> Directories => _directories;

    /// <summary>What each include brings, without what would lead in a circle.</summary>
    public IReadOnlyDictionary<SyntaxDirective, SyntaxFile[]> Included => _included;

    /// <summary>What went wrong, in the order in which nginx would meet it.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Problems => _problems;

    /// <summary>
    /// A loader for the same configuration with other bytes in some files: what was read is not read again, and what patterns gave is
    /// not asked for again.
    /// </summary>
    /// <param name="changed">The files with other bytes, by their paths.</param>
    public IncludeLoader With(IReadOnlyDictionary<string, byte[]> changed)
    {
        var loader = new IncludeLoader(files, directory);
        foreach (SyntaxFile file in _order)
        {
            loader._ahead[file.Path] = changed.TryGetValue(file.Path, out byte[]? bytes) ? SyntaxReader.Read(file.Path, bytes) : file;
        }

        foreach ((string pattern, IReadOnlyList<string> paths) in _expanded)
        {
            loader._expanded[pattern] = paths;
        }

        loader._directories.UnionWith(_directories);

        return loader;
    }

    /// <summary>Reads the directives of <c>-g</c>.</summary>
    public SyntaxFile LoadCommandLine(string directives)
    {
        SyntaxFile file = SyntaxReader.Read(SyntaxFile.CommandLinePath, Encoding.UTF8.GetBytes(directives));
        Follow(file);
        return file;
    }

    /// <summary>Reads the main file; null when it cannot be read.</summary>
    public SyntaxFile? LoadMain(string path) => Load(path, include: null);

    private SyntaxFile? Load(string path, SyntaxDirective? include)
    {
        if (_read.TryGetValue(path, out SyntaxFile? known))
        {
            return known;
        }

        SyntaxFile? file = _ahead.Remove(path, out SyntaxFile? ahead) ? ahead : Read(path);
        _read[path] = file;
        if (file is null)
        {
            _ = files.ReadBytes(path, out string? reason);
            FileOpening opening = files.Open(path);
            opening.Handle?.Dispose();
            _problems.Add(IncludeProblems.NotRead(path, opening.Failure, files.TryReadStatus(path, out _), reason, include));
            return null;
        }

        _bytes += file.Bytes.Length;
        _order.Add(file);
        Follow(file);
        return file;
    }

    private SyntaxFile? Read(string path) => files.ReadBytes(path, out _) is { } bytes ? SyntaxReader.Read(path, bytes) : null;

    // What an include brings is told between what stands before and behind it.
    private void Follow(SyntaxFile file)
    {
        _open.Add(file.Path);
        int told = 0;
        foreach (SyntaxDirective include in file.Includes)
        {
            int line = include.LineNumber;
            while (told < file.Problems.Count && file.Problems[told].LineNumber < line)
            {
                _problems.Add(file.Problems[told++]);
            }

            _included[include] = Include(include);
        }

        _problems.AddRange(file.Problems.Skip(told));
        _open.Remove(file.Path);
    }

    private SyntaxFile[] Include(SyntaxDirective include)
    {
        string argument = include.Argument(0);
        string path = argument.StartsWith('/') ? argument : directory.TrimEnd('/') + "/" + argument;
        IReadOnlyList<string> paths = IsPattern(path) ? Expand(path, include) : [path];
        ReadAhead(paths);
        var found = new List<SyntaxFile>(paths.Count);
        foreach (string next in paths)
        {
            string? limit = _open.Count >= IncludeLimits.MaxDepth ? $"files include each other more than {IncludeLimits.MaxDepth} deep"
                : _order.Count >= IncludeLimits.MaxFiles ? $"more than {IncludeLimits.MaxFiles} files are included"
                : _bytes > IncludeLimits.MaxBytes ? $"more than {IncludeLimits.MaxBytes / 1024 / 1024} MB are included"
                : null;
            if (_open.Contains(next))
            {
                _problems.Add(IncludeProblems.Circle(next, include));
            }
            else if (limit is not null)
            {
                _problems.Add(IncludeProblems.TooMuch(limit, include));
                break;
            }
            else if (Load(next, include) is { } file)
            {
                found.Add(file);
            }
        }

        return [.. found];
    }

    private IReadOnlyList<string> Expand(string pattern, SyntaxDirective include)
    {
        if (_expanded.TryGetValue(pattern, out IReadOnlyList<string>? paths))
        {
            return paths;
        }

        FileGlob found = files.Glob(pattern);
        _directories.UnionWith(found.Directories);
        foreach (UnlistedDirectory unlisted in found.Unlisted.Where(unlisted => unlisted.Failure != FileOpeningFailure.NotFound))
        {
            _problems.Add(IncludeProblems.NotListed(unlisted, include));
        }

        return _expanded[pattern] = found;
    }

    private void ReadAhead(IReadOnlyList<string> paths)
    {
        string[] unread = [.. paths.Where(path => !_read.ContainsKey(path) && !_ahead.ContainsKey(path))];
        if (unread.Length < WorthThreads || _order.Count + unread.Length > IncludeLimits.MaxFiles)
        {
            return;
        }

        var read = new SyntaxFile?[unread.Length];
        Parallel.For(0, unread.Length, index => read[index] = Read(unread[index]));
        foreach (SyntaxFile file in read.OfType<SyntaxFile>())
        {
            _ahead[file.Path] = file;
        }
    }
}
