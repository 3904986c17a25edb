using Nginx502.Linux;

namespace Nginx502.Fpm;

/// <summary>
/// Reads the main file and what it includes, line by line, as php-fpm does (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_load_ini_file and the
/// functions that its parser calls). php-fpm ends at the first error; this goes on, so that one look finds them all.
/// </summary>
internal sealed class FpmReader
{
    // php-fpm: fpm_conf_load_ini_file refuses more.
    private const int MaxDepth = 5;

    // A directory that includes itself would multiply the files at each depth.
    private const int MaxLoads = 100_000;

    // What glob(3) returns when a directory cannot be read.
    private const int GlobAborted = 2;

    private readonly FileTree _files;
    private readonly IReadOnlyDictionary<string, byte[]>? _contents;
    private readonly IniSurroundings _surroundings;
    private readonly FpmStatementReader _statements;
    private readonly FpmPaths _paths;
    private readonly FpmFindings _findings;
    private readonly Dictionary<string, FpmConfigurationFile> _loaded = new(StringComparer.Ordinal);
    private int _loads;
    private bool _isStopped;

    /// <summary>A reader.</summary>
    /// <param name="options">What is known beside the files.</param>
    /// <param name="contents">Files with other contents than those of the tree, by their paths; null for none.</param>
    /// <param name="findings">Takes what is to be said.</param>
    public FpmReader(FpmReadOptions options, IReadOnlyDictionary<string, byte[]>? contents, FpmFindings findings)
    {
        PhpVersionNumber? version = PhpVersionNumber.Parse(options.PhpVersion);
        _files = options.Files;
        _contents = contents;
        _surroundings = new IniSurroundings(options.Environment, options.IniValues, version);
        _findings = findings;
        _paths = new FpmPaths(options.Prefix, options.Build);
        _statements = new FpmStatementReader(findings, version, options.Build);
    }

    /// <summary>The files that were read, in order, each once.</summary>
    public List<FpmConfigurationFile> Files { get; } = [];

    /// <summary>The directories in which patterns of includes find files.</summary>
    public HashSet<string> IncludedDirectories { get; } = new(StringComparer.Ordinal);

    /// <summary>The global section.</summary>
    public FpmSection Global => _statements.Global;

    /// <summary>The pools, in the order of their first headers.</summary>
    public IReadOnlyList<FpmSection> Pools => _statements.Pools;

    /// <summary>False when a file is there and could not be read here: what it holds is not known then.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Reads the main file.</summary>
    /// <param name="path">Its full path.</param>
    public void Read(string path) => Load(path, depth: 0);

    // False when php-fpm could not go on.
    private bool Load(string path, int depth)
    {
        if (Open(path, out bool isMissing) is not { } file)
        {
            return !isMissing;
        }

        if (depth >= MaxDepth || ++_loads > MaxLoads)
        {
            // Whatever would follow php-fpm does not come to; and a file that includes itself twice would be read without end.
            _isStopped = true;
            Say(Severity.Error, "IncludeTooDeep", $"failed to include more than {MaxDepth} files recursively", path, null, "Look for a file that includes itself, or a directory that it lies in.");
            return false;
        }

        IReadOnlyList<IniLine> lines = file.Ini.Lines;
        FpmSegment? segment = null;
        FpmSection? owner = null;
        for (int index = 0; index < lines.Count; index++)
        {
            IniLine line = lines[index];
            string? include = null;
            bool begins = false;
            foreach (IniStatement statement in line.Statements)
            {
                begins |= statement.Kind == IniStatementKind.Section;
                _statements.Take(file, line, statement, ref include);
            }

            if (segment is null || begins || owner != _statements.Current)
            {
                owner = _statements.Current;
                segment = new FpmSegment(file, index, begins);
                owner.Segments.Add(segment);
            }

            segment.Last = index;
            if (line.Error is { } error)
            {
                SayDamage(file, line, error);
            }

            if (include is not null && !_isStopped)
            {
                Include(include, file, line, depth);
            }
        }

        return true;
    }

    private void Include(string written, FpmConfigurationFile from, IniLine line, int depth)
    {
        string pattern = RawText.Decode(_paths.Of(written));
        if (!pattern.StartsWith('/'))
        {
            Say(Severity.Warning, "IncludeNotSeen", $"'{pattern}' is relative to the directory that php-fpm is started in, which is not known", from.Path, line.Number, "Write the full path.");
            return;
        }

        FileGlob found = _files.Glob(pattern, marksDirectories: true);
        IncludedDirectories.UnionWith(found.Directories);
        if (found.Unlisted.Count > 0)
        {
            SayUnlisted(pattern, found.Unlisted[0], from, line);
            return;
        }

        if (found.Count == 0)
        {
            Say(
                Severity.Warning, "IncludeNothing", $"Nothing matches the include pattern '{pattern}' from {from.Path} at line {line.Number}.", from.Path, line.Number,
                "No file is included here: look whether the pattern and the names of the files agree, as in their ending.");
        }

        foreach (string path in found.Where(path => !path.EndsWith('/')))
        {
            if (!Load(path, depth + 1))
            {
                Say(Severity.Error, "IncludeFailed", $"Unable to include {path} from {from.Path} at line {line.Number}", from.Path, line.Number, null);
            }

            if (_isStopped)
            {
                return;
            }
        }
    }

    // As GLOB_ERR has it: nothing that was found elsewhere counts.
    private void SayUnlisted(string pattern, UnlistedDirectory directory, FpmConfigurationFile from, IniLine line)
    {
        bool isMissing = directory.Failure == FileOpeningFailure.NotFound;
        IsComplete &= isMissing;
        Say(
            isMissing ? Severity.Error : Severity.Warning,
            isMissing ? "IncludeFailed" : "IncludeNotSeen",
            isMissing
                ? $"Unable to globalize '{pattern}' (ret={GlobAborted}) from {from.Path} at line {line.Number}."
                : $"'{pattern}': {directory.Path} {FileOpeningReasons.Explain(directory.Failure)}",
            from.Path,
            line.Number,
            isMissing ? "The directory of the pattern is missing." : "What it holds is not known here; php-fpm may read it.");
    }

    // The same file may be included by several pools: what it means differs, what stands in it does not.
    private FpmConfigurationFile? Open(string path, out bool isMissing)
    {
        isMissing = false;
        if (_loaded.TryGetValue(path, out FpmConfigurationFile? file))
        {
            return file;
        }

        string? problem = null;
        byte[]? bytes = _contents?.GetValueOrDefault(path) ?? _files.ReadBytes(path, out problem);
        if (bytes is null)
        {
            isMissing = !_files.TryReadStatus(path, out _);
            SayUnread(path, problem!, isMissing);
            return null;
        }

        file = new FpmConfigurationFile(path, IniFile.Parse(bytes, _surroundings));
        _loaded[path] = file;
        Files.Add(file);
        return file;
    }

    private void SayUnread(string path, string problem, bool isMissing)
    {
        IsComplete &= isMissing;
        string message = isMissing ? $"failed to open configuration file '{path}': No such file or directory (2)" : $"the file {problem}";
        Say(isMissing ? Severity.Error : Severity.Warning, "FileNotRead", message, path, null, isMissing ? null : "What it holds is not known here; php-fpm may read it.");
    }

    private void SayDamage(FpmConfigurationFile file, IniLine line, IniSyntaxError error)
    {
        ReadOnlySpan<byte> text = file.Ini.Slice(line.Span).TrimStart(" \t"u8);
        string advice = !text.IsEmpty && text[0] == '#'
            ? "A comment begins with ; here: # is none to php-fpm."
            : "Put a value with blanks, brackets, = ; | & ^ ~ ! ( ) or quotes into double quotes.";
        _findings.Add(null, Severity.Error, "SyntaxError", error.Message, file.Path, line.Number, Math.Min(error.Position - line.Span.Start, line.Span.Length) + 1, advice);
    }

    private void Say(Severity severity, string id, string message, string path, int? lineNumber, string? advice) =>
        _findings.Add(null, severity, id, RawText.Encode(message), path, lineNumber, null, advice);
}
