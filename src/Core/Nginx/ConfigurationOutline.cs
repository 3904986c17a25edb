using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>
/// What the directives of a configuration are and where they stand, with everything that it includes. It does not keep
/// layout and comments, and does not know which directives there are.
/// </summary>
public sealed class ConfigurationOutline
{
    private const string LuaBlock = "_by_lua_block";
    private const int MaxDepth = 32;
    private const int MaxFiles = 4096;

    private readonly FileTree _files;
    private readonly string _directory;
    private readonly List<string> _paths = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private ConfigurationOutline(FileTree files, string directory)
    {
        _files = files;
        _directory = directory;
    }

    /// <summary>The directives of the outermost level.</summary>
    public IReadOnlyList<OutlineDirective> Directives { get; private set; } = [];

    /// <summary>The files that were read, in order.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>What could not be read, each with its place. Reading went on where it could.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads a configuration. Never throws for what it holds.</summary>
    /// <param name="path">The full path of the main file.</param>
    public static ConfigurationOutline Read(string path) => Read(path, FileTree.Host);

    internal static ConfigurationOutline Read(string path, FileTree files)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var outline = new ConfigurationOutline(files, Path.GetDirectoryName(path) ?? "/");
        outline.Directives = outline.ReadFile(path, depth: 0);
        return outline;
    }

    /// <summary>Reads directives that nginx was given with <c>-g</c>.</summary>
    internal static ConfigurationOutline ReadCommandLine(string text)
    {
        var outline = new ConfigurationOutline(FileTree.Host, "/");
        outline.Directives = outline.ReadBlock(new ConfigurationLexer(text), "-g", depth: MaxDepth, isInner: false);
        return outline;
    }

    private List<OutlineDirective> ReadFile(string path, int depth)
    {
        if (_files.ReadText(path, out string? problem) is not { } text)
        {
            _problems.Add($"{path} {problem}");
            return [];
        }

        _paths.Add(path);
        _open.Add(path);
        List<OutlineDirective> directives = ReadBlock(new ConfigurationLexer(text), path, depth, isInner: false);
        _open.Remove(path);
        return directives;
    }

    private List<OutlineDirective> ReadBlock(ConfigurationLexer lexer, string path, int depth, bool isInner)
    {
        var directives = new List<OutlineDirective>();
        var words = new List<string>();
        while (true)
        {
            char end = lexer.Next(words);
            if (end is '\0' or '}')
            {
                // Blocks around the one that was cut off have nothing to add.
                string? problem = lexer.Problem ?? ((end == '}') == isInner ? null : isInner ? "a block does not end" : "unexpected \"}\"");
                string message = $"{path}:{lexer.LineNumber}: {problem}";
                if (problem is not null && !_problems.Contains(message))
                {
                    _problems.Add(message);
                }

                return directives;
            }

            (string name, int line) = (words[0], lexer.LineNumber);
            string[] arguments = [.. words.Skip(1)];
            if (name == "include" && end == ';' && arguments.Length == 1)
            {
                Include(directives, arguments[0], path, line, depth);
                continue;
            }

            IReadOnlyList<OutlineDirective> children = [];
            if (end == '{' && name.EndsWith(LuaBlock, StringComparison.Ordinal))
            {
                lexer.SkipLua();
            }
            else if (end == '{')
            {
                if (depth > MaxDepth * 2)
                {
                    _problems.Add($"{path}:{line}: blocks are nested too deeply");
                    return directives;
                }

                children = ReadBlock(lexer, path, depth + 1, isInner: true);
            }

            directives.Add(new OutlineDirective(name, arguments, path, line, children));
        }
    }

    // nginx: src/core/ngx_conf_file.c, ngx_conf_include: relative to the main file's directory; a pattern may name nothing.
    private void Include(List<OutlineDirective> directives, string argument, string path, int line, int depth)
    {
        string full = argument.StartsWith('/') ? argument : _directory.TrimEnd('/') + "/" + argument;
        IReadOnlyList<string> paths = full.AsSpan().IndexOfAny("*?[") >= 0 ? _files.Glob(full) : [full];
        foreach (string included in paths)
        {
            if (_open.Contains(included) || depth >= MaxDepth || _paths.Count >= MaxFiles)
            {
                _problems.Add($"{path}:{line}: {included} is not included again: it includes itself, or too much is included");
                continue;
            }

            directives.AddRange(ReadFile(included, depth + 1));
        }
    }
}
