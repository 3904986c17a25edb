using System.Text;

namespace Nginx502.Fpm;

/// <summary>Takes one statement after the other and knows which section they belong to (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_ini_parser and what it calls).</summary>
internal sealed class FpmStatementReader
{
    private const string PoolVariable = "$pool";

    // php-fpm puts the name in again and again while it finds the variable: with a pool named so it never ends.
    private const int MaxValueLength = 1 << 16;

    private readonly FpmFindings _findings;
    private readonly FpmSpelling _spelling;
    private readonly PhpVersionNumber? _version;
    private readonly FpmBuildDefaults _build;
    private readonly List<FpmSection> _pools = [];
    private readonly Dictionary<string, FpmSection> _byName = new(RawText.IgnoringCase);

    /// <summary>A reader of statements.</summary>
    /// <param name="findings">Takes what is to be said.</param>
    /// <param name="version">The version of PHP; null when it is not known.</param>
    /// <param name="build">How php-fpm was built.</param>
    public FpmStatementReader(FpmFindings findings, PhpVersionNumber? version, FpmBuildDefaults build)
    {
        _findings = findings;
        _version = version;
        _build = build;
        _spelling = new FpmSpelling();
        Current = Global;
    }

    /// <summary>The global section.</summary>
    public FpmSection Global { get; } = FpmSection.Global();

    /// <summary>The pools, in the order of their first headers.</summary>
    public IReadOnlyList<FpmSection> Pools => _pools;

    /// <summary>The section that the next line belongs to. An include leaves behind the one that the included files ended with.</summary>
    public FpmSection Current { get; private set; }

    /// <summary>Takes a statement.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="include">Gets the path of an include, which is followed when the whole line is read.</param>
    public void Take(FpmConfigurationFile file, IniLine line, IniStatement statement, ref string? include)
    {
        switch (statement.Kind)
        {
            case IniStatementKind.Section:
                Enter(file, line, statement);
                break;
            case IniStatementKind.KeyedEntry:
                TakeKeyed(file, line, statement);
                break;
            case IniStatementKind.BareName:
                Refuse(file, line, statement, "MissingValue", "value is NULL for a ZEND_INI_PARSER_ENTRY", AdviceForBareName(statement.Name));
                break;
            case IniStatementKind.Entry when statement.Name == "include":
                TakeInclude(file, line, statement, ref include);
                break;
            default:
                TakeEntry(file, line, statement);
                break;
        }

        if (statement.Unknown is { } unknown)
        {
            SayUnknown(file, line, statement, unknown);
        }
    }

    private void Enter(FpmConfigurationFile file, IniLine line, IniStatement statement)
    {
        string name = statement.Name;
        if (RawText.EqualsIgnoringCase(name, "global"))
        {
            Current = Global;
        }
        else if (_byName.TryGetValue(name, out FpmSection? known))
        {
            Current = known;
        }
        else
        {
            Current = FpmSection.Pool(name, file, line.Number);
            _byName.Add(name, Current);
            _pools.Add(Current);
        }
    }

    private void TakeInclude(FpmConfigurationFile file, IniLine line, IniStatement statement, ref string? include)
    {
        if (include is not null)
        {
            Refuse(file, line, statement, "TwoIncludes", "two includes at the same time !", "Write each include on a line of its own.");
        }
        else if (statement.Unknown is null)
        {
            include = statement.Value;
        }
    }

    private void TakeEntry(FpmConfigurationFile file, IniLine line, IniStatement statement)
    {
        FpmDirective? directive = FpmDirectives.Find(statement.Name, Current.IsGlobal);
        if (directive is null || IsMissingHere(directive))
        {
            RefuseUnknown(file, line, statement, $"unknown entry '{statement.Name}'", directive);
            return;
        }

        string? value = statement.Value;
        string? problem = null;
        bool isUnknown = statement.Unknown is not null;
        if (directive.Kind == FpmDirectiveKind.Text)
        {
            value = ExpandPool(value, ref problem);
        }
        else if (!isUnknown)
        {
            FpmValueReader.Read(directive.Kind, value, out value, out problem);
        }

        if (value is null || problem is not null)
        {
            Refuse(file, line, statement, "InvalidValue", $"unable to parse value for entry '{directive.Name}': {problem}", FpmValueAdvice.For(directive, statement.Value));
            return;
        }

        Current.Assign(new FpmAssignment { Directive = directive, Name = directive.Name, Value = value, IsUnknown = isUnknown, File = file, Line = line, Statement = statement });
    }

    private void TakeKeyed(FpmConfigurationFile file, IniLine line, IniStatement statement)
    {
        string name = statement.Name;
        string key = statement.Key!;
        string value = statement.Value;
        bool isUnknown = statement.Unknown is not null;
        if (name == FpmDirectives.SuppressPath)
        {
            bool hasKey = key.Length > 0;
            if (hasKey)
            {
                Refuse(file, line, statement, "UnwantedKey", "Keys provided to field 'access.suppress_path' are ignored", "Leave the brackets empty: access.suppress_path[] = /path.");
            }

            if (!isUnknown && !value.StartsWith('/'))
            {
                Refuse(file, line, statement, "InvalidValue", "Values provided to field 'access.suppress_path' must begin with '/'", "It is the path of a URI, as /ping.");
            }

            if (hasKey || (!isUnknown && !value.StartsWith('/')))
            {
                return;
            }
        }
        else if (key.Length == 0)
        {
            Refuse(file, line, statement, "MissingKey", $"You must provide a key for field '{name}'", "Name what is set between the brackets: env[PATH] = /usr/bin.");
            return;
        }

        if (Current.IsGlobal)
        {
            Refuse(file, line, statement, "KeyInGlobal", "Array are not allowed in the global section", "Move the line below the header of a pool.");
            return;
        }

        if (!FpmDirectives.Keyed.Contains(name) || (name == FpmDirectives.SuppressPath && _version is { } version && !version.IsAtLeast(8, 2)))
        {
            RefuseUnknown(file, line, statement, $"unknown directive '{name}'", null);
            return;
        }

        if (name == "env" && value.Length == 0)
        {
            Refuse(file, line, statement, "EmptyValue", "empty value", statement is { IsText: false, ValueSpan.Length: > 0 }
                ? "Without quotes no, off, false, none and null are empty: put the word into double quotes."
                : "A variable of the environment must have a value here; leave the line out.");
            return;
        }

        string? problem = null;
        string? taken = name is "php_flag" or "php_admin_flag"
            ? (isUnknown ? value : FpmValueReader.Boolean(value, ref problem) is { } flag ? (flag ? "1" : "0") : null)
            : ExpandPool(value, ref problem);
        if (taken is null)
        {
            Refuse(file, line, statement, "InvalidValue", $"error while parsing '{name}[{key}]' : {problem}", "Give on or off; other values are set with php_value and php_admin_value.");
            return;
        }

        Current.Assign(new FpmAssignment
        {
            Directive = null,
            Name = name,
            Key = name == FpmDirectives.SuppressPath ? string.Empty : key,
            Value = taken,
            IsUnknown = isUnknown,
            File = file,
            Line = line,
            Statement = statement,
        });
    }

    private string? ExpandPool(string value, ref string? problem)
    {
        if (!value.Contains(PoolVariable, StringComparison.Ordinal))
        {
            return value;
        }

        if (Current.IsGlobal)
        {
            problem = "Can't use '$pool' when the pool is not defined";
            return null;
        }

        var expanded = new StringBuilder(value);
        for (string now = value; now.IndexOf(PoolVariable, StringComparison.Ordinal) is int at and >= 0; now = expanded.ToString())
        {
            expanded.Remove(at, PoolVariable.Length).Insert(at, Current.Name);
            if (expanded.Length > MaxValueLength || Current.Name.Contains(PoolVariable, StringComparison.Ordinal))
            {
                problem = "the name of the pool holds '$pool': php-fpm never ends putting it in";
                return null;
            }
        }

        return expanded.ToString();
    }

    // A directive that came with a later version, or that needs what this php-fpm was built without.
    private bool IsMissingHere(FpmDirective directive) =>
        _build.Has(directive) == false
        || (_version is { } version && PhpVersionNumber.Parse(directive.Since) is { } since && !version.IsAtLeast(since.Major, since.Minor));

    private void RefuseUnknown(FpmConfigurationFile file, IniLine line, IniStatement statement, string message, FpmDirective? directive)
    {
        string? advice = directive switch
        {
            null => _spelling.AdviceFor(statement, Current.IsGlobal),
            { Since: { } since } when _build.Has(directive) != false => $"{directive.Name} came with PHP {since}; this one is {_version}.",
            _ => $"This php-fpm was built without {directive.Needs}.",
        };

        // What a later PHP knows cannot be known here.
        bool isNewer = _version is { } version && version.IsAtLeast(PhpVersionNumber.NewestKnown.Major, PhpVersionNumber.NewestKnown.Minor + 1);
        Add(isNewer ? Severity.Warning : Severity.Error, file, line, statement, "UnknownDirective", message, advice);
    }

    private void SayUnknown(FpmConfigurationFile file, IniLine line, IniStatement statement, IReadOnlyList<string> unknown)
    {
        string names = string.Join(", ", unknown.Select(NameAlone).Distinct(StringComparer.Ordinal));
        int column = (statement.Kind == IniStatementKind.Section ? statement.NameSpan : statement.ValueSpan).Start - line.Span.Start + 1;
        _findings.Add(
            Current, Severity.Note, "UnknownVariable", $"{names} depends on the environment or the build of php-fpm, which is not known: the value is shown as written",
            file.Path, line.Number, column, "While php-fpm runs, its environment tells the value.");
    }

    /// <summary>A variable as written, without its fallback, which may be a secret.</summary>
    public static string NameAlone(string variable)
    {
        int fallback = variable.IndexOf(":-", StringComparison.Ordinal);
        return fallback < 0 ? variable : variable[..fallback] + "}";
    }

    private static string? AdviceForBareName(string name) => name.StartsWith('#')
        ? "A comment begins with ; here: # is none to php-fpm."
        : "Write name = value, or begin the line with ; when it is a comment.";

    private void Refuse(FpmConfigurationFile file, IniLine line, IniStatement statement, string id, string message, string? advice) =>
        Add(Severity.Error, file, line, statement, id, message, advice);

    private void Add(Severity severity, FpmConfigurationFile file, IniLine line, IniStatement statement, string id, string message, string? advice) =>
        _findings.Add(Current, severity, id, message, file.Path, line.Number, statement.NameSpan.Start - line.Span.Start + 1, advice);
}
