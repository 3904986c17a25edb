using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>
/// The global section or one pool while it is read and evaluated: what lines set, and what is in effect. Texts are raw.
/// </summary>
internal sealed class FpmSection
{
    private readonly FpmAssignment?[] _assigned;
    private readonly string?[] _effective;

    private FpmSection(string name, IReadOnlyList<FpmDirective> directives, FpmConfigurationFile? file, int lineNumber)
    {
        Name = name;
        Directives = directives;
        File = file;
        LineNumber = lineNumber;
        _assigned = new FpmAssignment?[directives.Count];
        _effective = new string?[directives.Count];
    }

    /// <summary>The name of the pool; <c>global</c> for the global section.</summary>
    public string Name { get; }

    /// <summary>True for the global section.</summary>
    public bool IsGlobal => ReferenceEquals(Directives, FpmDirectives.Global);

    /// <summary>The file of its first header; null for the global section.</summary>
    public FpmConfigurationFile? File { get; }

    /// <summary>The line of its first header, from 1; 0 for the global section.</summary>
    public int LineNumber { get; }

    /// <summary>The directives that it can have.</summary>
    public IReadOnlyList<FpmDirective> Directives { get; }

    /// <summary>Every line that sets something, in order.</summary>
    public List<FpmAssignment> Assignments { get; } = [];

    /// <summary><c>env[]</c>, in order.</summary>
    public List<FpmAssignment> Environment { get; } = [];

    /// <summary><c>php_value[]</c> and <c>php_flag[]</c>, in order.</summary>
    public List<FpmAssignment> PhpValues { get; } = [];

    /// <summary><c>php_admin_value[]</c> and <c>php_admin_flag[]</c>, in order.</summary>
    public List<FpmAssignment> PhpAdminValues { get; } = [];

    /// <summary><c>access.suppress_path[]</c>, in order.</summary>
    public List<FpmAssignment> SuppressedPaths { get; } = [];

    /// <summary>The lines that belong to it.</summary>
    public List<FpmSegment> Segments { get; } = [];

    /// <summary>A global section.</summary>
    public static FpmSection Global() => new("global", FpmDirectives.Global, null, 0);

    /// <summary>A pool.</summary>
    public static FpmSection Pool(string name, FpmConfigurationFile? file, int lineNumber) => new(name, FpmDirectives.Pool, file, lineNumber);

    /// <summary>The value in effect, as the dump has it; null when it is undefined.</summary>
    public string? this[string name]
    {
        get => _effective[OrdinalOf(name)];
        set => _effective[OrdinalOf(name)] = value;
    }

    /// <summary>The value in effect of a directive by its ordinal.</summary>
    public string? EffectiveAt(int ordinal) => _effective[ordinal];

    /// <summary>The line that sets a directive last; null when none does.</summary>
    public FpmAssignment? AssignedAt(int ordinal) => _assigned[ordinal];

    /// <summary>The line that sets a directive last; null when none does.</summary>
    public FpmAssignment? Find(string name) => _assigned[OrdinalOf(name)];

    /// <summary>The value in effect as a number; null when it is undefined or not known.</summary>
    public int? Number(string name) =>
        int.TryParse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>True when a line sets it to something that is not known.</summary>
    public bool IsUnknown(string name) => Find(name) is { IsUnknown: true };

    /// <summary>True when it is set to a text that is not empty, or to something that is not known.</summary>
    public bool HasText(string name) => !string.IsNullOrEmpty(this[name]);

    /// <summary>Takes a line that sets a directive.</summary>
    public void Assign(FpmAssignment assignment)
    {
        Assignments.Add(assignment);
        switch (assignment)
        {
            case { Directive: { } directive }:
                _assigned[directive.Ordinal] = assignment;
                _effective[directive.Ordinal] = assignment.Value;
                break;
            case { Name: "env" }:
                Environment.Add(assignment);
                break;
            case { Name: "php_value" or "php_flag" }:
                PhpValues.Add(assignment);
                break;
            case { Name: "php_admin_value" or "php_admin_flag" }:
                PhpAdminValues.Add(assignment);
                break;
            default:
                SuppressedPaths.Add(assignment);
                break;
        }
    }

    private int OrdinalOf(string name) => (FpmDirectives.Find(name, IsGlobal) ?? throw new ArgumentException(name, nameof(name))).Ordinal;
}
