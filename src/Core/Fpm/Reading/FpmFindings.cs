namespace Nginx502.Fpm;

/// <summary>Collects what is to be said about a configuration, in the order in which php-fpm would come to it.</summary>
internal sealed class FpmFindings
{
    private readonly List<(FpmSection? Pool, ConfigurationDiagnostic Diagnostic)> _all = [];

    /// <summary>Everything.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> All => [.. _all.Select(finding => finding.Diagnostic)];

    /// <summary>True when php-fpm would refuse the configuration.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What is to be said about each pool.</summary>
    public ILookup<FpmSection, ConfigurationDiagnostic> ByPool =>
        _all.Where(finding => finding.Pool is { IsGlobal: false }).ToLookup(finding => finding.Pool!, finding => finding.Diagnostic);

    /// <summary>Adds something about the value of a line.</summary>
    public void Add(FpmSection? section, Severity severity, string id, string message, FpmAssignment at, string? advice = null) =>
        Add(section, severity, id, message, at.File.Path, at.Line.Number, at.Column, advice);

    /// <summary>Adds something about a pool: at the line that sets a directive, else at its header.</summary>
    public void Add(FpmSection section, Severity severity, string id, string message, string directive, string? advice = null)
    {
        if (section.Find(directive) is { } at)
        {
            Add(section, severity, id, message, at, advice);
        }
        else
        {
            Add(section, severity, id, message, section.File?.Path, section.File is null ? null : section.LineNumber, null, advice);
        }
    }

    /// <summary>Adds something.</summary>
    /// <param name="section">What it is about; null for the configuration.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="id">Which kind of finding it is.</param>
    /// <param name="message">What is wrong; made safe here.</param>
    /// <param name="path">The file.</param>
    /// <param name="lineNumber">The line, from 1.</param>
    /// <param name="column">The byte within the line, from 1.</param>
    /// <param name="advice">What to do about it.</param>
    public void Add(FpmSection? section, Severity severity, string id, string message, string? path, int? lineNumber, int? column, string? advice)
    {
        HasErrors |= severity >= Severity.Error;
        string? safePath = path is null ? null : SafeText.Escape(path);
        string? safeAdvice = advice is null ? null : RawText.ToSafe(advice);
        _all.Add((section, new ConfigurationDiagnostic(severity, id, RawText.ToSafe(message), safePath, lineNumber, column, safeAdvice)));
    }
}
