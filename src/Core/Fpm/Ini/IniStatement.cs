namespace Nginx502.Fpm;

/// <summary>One statement of a line, with the places of its parts. Texts are raw (<see cref="RawText"/>).</summary>
internal sealed class IniStatement
{
    /// <summary>Which statement it is.</summary>
    public required IniStatementKind Kind { get; init; }

    /// <summary>The name of the section or the entry, as php-fpm takes it.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands; for a section what is between the brackets.</summary>
    public required IniSpan NameSpan { get; init; }

    /// <summary>The key between brackets, as php-fpm takes it; null without brackets.</summary>
    public string? Key { get; init; }

    /// <summary>What is between the brackets of a key.</summary>
    public IniSpan KeySpan { get; init; }

    /// <summary>The value as php-fpm takes it: quotes resolved, variables and constants replaced. What could not be replaced stands as written.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>Where the value stands, with its quotes and without the blanks around it; empty behind the <c>=</c> when there is none.</summary>
    public IniSpan ValueSpan { get; init; }

    /// <summary>Variables and constants whose value is not known, as written: <c>${LOGS}</c>. Null when all are known.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    /// <summary>Variables that have no value, as written: nothing stands in their place. Null when there are none.</summary>
    public IReadOnlyList<string>? Empty { get; init; }

    /// <summary>True when operators calculated the value, which is a number then.</summary>
    public bool IsCalculated { get; init; }

    /// <summary>True when the value was written, at least in part, as a number, word or quoted text; false for <c>yes</c>, <c>no</c>, <c>null</c> and an empty one.</summary>
    public bool IsText { get; init; }
}
