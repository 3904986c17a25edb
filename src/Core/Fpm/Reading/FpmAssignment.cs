namespace Nginx502.Fpm;

/// <summary>One line that sets something, with what php-fpm makes of its value.</summary>
internal sealed class FpmAssignment
{
    /// <summary>The directive; null for those with keys.</summary>
    public required FpmDirective? Directive { get; init; }

    /// <summary>The name as php-fpm spells it; for those with keys as written, <c>php_admin_flag</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The key, a raw text; null without one.</summary>
    public string? Key { get; init; }

    /// <summary>The value as the dump has it, a raw text: numbers calculated, the name of the pool put in. As written when it holds something unknown.</summary>
    public required string Value { get; set; }

    /// <summary>True when the value depends on something that is not known, so that nothing can be said about it.</summary>
    public required bool IsUnknown { get; init; }

    /// <summary>The file.</summary>
    public required FpmConfigurationFile File { get; init; }

    /// <summary>The line.</summary>
    public required IniLine Line { get; init; }

    /// <summary>The statement of the line.</summary>
    public required IniStatement Statement { get; init; }

    /// <summary>The byte of the line at which the value begins, from 1.</summary>
    public int Column => Statement.ValueSpan.Start - Line.Span.Start + 1;

    /// <summary>The value as written.</summary>
    public string Written => RawText.From(File.Ini.Slice(Statement.ValueSpan));

    /// <summary>The name as settings show it, with the key where there is one; flags are values.</summary>
    public string SettingName => Key is null ? Name : $"{KindName}[{Key}]";

    // The dump shows flags among the values.
    private string KindName => Name switch
    {
        "php_flag" => "php_value",
        "php_admin_flag" => "php_admin_value",
        _ => Name,
    };
}
