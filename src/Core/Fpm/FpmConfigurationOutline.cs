using Nginx502.Linux;

namespace Nginx502.Fpm;

/// <summary>
/// The settings of a configuration of php-fpm and of what it includes, in order: enough to find its logs. What php-fpm would
/// refuse is passed over (php-src: sapi/fpm/fpm/fpm_conf.c).
/// </summary>
internal sealed class FpmConfigurationOutline
{
    // php-fpm: fpm_conf_load_ini_file refuses more.
    private const int MaxDepth = 5;

    private readonly FileTree _files;
    private readonly string _prefix;
    private readonly List<FpmOutlineSetting> _settings = [];
    private readonly List<string> _problems = [];
    private string? _pool;

    private FpmConfigurationOutline(FileTree files, string prefix)
    {
        _files = files;
        _prefix = prefix;
    }

    /// <summary>The settings.</summary>
    public IReadOnlyList<FpmOutlineSetting> Settings => _settings;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">Its main file.</param>
    /// <param name="prefix">What included paths are relative to.</param>
    /// <param name="files">The files.</param>
    public static FpmConfigurationOutline Read(string path, string prefix, FileTree files)
    {
        var outline = new FpmConfigurationOutline(files, prefix);
        outline.ReadFile(path, depth: 0);
        return outline;
    }

    private void ReadFile(string path, int depth)
    {
        if (depth >= MaxDepth)
        {
            _problems.Add($"{path}: included more than {MaxDepth} files deep");
            return;
        }

        if (_files.ReadText(path, out string? problem) is not { } text)
        {
            _problems.Add($"{path} {problem}");
            return;
        }

        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] is ';' or '#')
            {
                continue;
            }

            int end = line[0] == '[' ? line.IndexOf(']') : -1;
            int equals = line.IndexOf('=');
            if (end > 0)
            {
                string section = line[1..end].Trim().ToString();
                _pool = section.Equals("global", StringComparison.OrdinalIgnoreCase) ? null : section;
            }
            else if (equals > 0)
            {
                Add(line[..equals].TrimEnd().ToString(), ValueOf(line[(equals + 1)..].Trim()), path, number, depth);
            }
        }
    }

    private void Add(string name, string value, string path, int number, int depth)
    {
        if (_pool != null)
        {
            value = value.Replace("$pool", _pool, StringComparison.Ordinal);
        }

        if (name != "include")
        {
            _settings.Add(new FpmOutlineSetting(_pool, name, value, path, number));
            return;
        }

        string pattern = value.StartsWith('/') ? value : $"{_prefix}/{value}";

        // php-fpm: fpm_conf_ini_parser_include passes over directories.
        foreach (string included in _files.Glob(pattern, marksDirectories: true).Where(path => !path.EndsWith('/')))
        {
            ReadFile(included, depth + 1);
        }
    }

    // A value in quotes ends with them; one without ends before a comment.
    private static string ValueOf(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is '"' or '\'' && text[1..].IndexOf(text[0]) is int end and >= 0)
        {
            return text.Slice(1, end).ToString();
        }

        int comment = text.IndexOf(';');
        return (comment < 0 ? text : text[..comment]).TrimEnd().ToString();
    }
}
