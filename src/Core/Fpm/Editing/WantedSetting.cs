using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Fpm;

/// <summary>A directive that is to get a value, or to be taken away. Texts are raw.</summary>
/// <param name="Directive">The directive; null for those with keys.</param>
/// <param name="Name">Its name, as php-fpm spells it.</param>
/// <param name="Key">Its key; null without one.</param>
/// <param name="Value">The value; null to take it away.</param>
internal sealed record WantedSetting(FpmDirective? Directive, string Name, string? Key, string? Value)
{
    /// <summary>The name as settings show it: flags are values to php-fpm.</summary>
    public string SettingName => Key is null ? Name : $"{(IsFlag ? Name.Replace("_flag", "_value", StringComparison.Ordinal) : Name)}[{Key}]";

    /// <summary>The name as it is written in a file.</summary>
    public string WrittenName => Key is null ? Name : $"{Name}[{Key}]";

    private bool IsFlag => Name is "php_flag" or "php_admin_flag";

    /// <summary>Reads a name with a value.</summary>
    /// <param name="name">The directive, as <c>pm.max_children</c> or <c>php_admin_value[memory_limit]</c>.</param>
    /// <param name="value">The value; null to take the directive away.</param>
    /// <param name="isGlobal">True for the [global] section.</param>
    /// <param name="wanted">The setting.</param>
    /// <param name="broken">Why there is none.</param>
    public static bool TryParse(string name, string? value, bool isGlobal, [NotNullWhen(true)] out WantedSetting? wanted, [NotNullWhen(false)] out FpmBrokenRule? broken)
    {
        wanted = null;
        broken = null;
        string? raw = value is null ? null : RawText.Encode(value);
        if (raw is not null && raw.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            broken = new FpmBrokenRule("ValueHasLineEnd", [SafeText.Escape(name)], "a value cannot hold a line end or a NUL", "Give one line.");
            return false;
        }

        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0 && name.EndsWith(']'))
        {
            string ofKeyed = name[..bracket];
            string key = RawText.Encode(name[(bracket + 1)..^1]);
            bool isKnown = !isGlobal && ofKeyed != FpmDirectives.SuppressPath && FpmDirectives.Keyed.Contains(ofKeyed);
            wanted = isKnown && key.Length > 0 ? new WantedSetting(null, ofKeyed, key, raw) : null;
        }
        else if (FpmDirectives.Find(name, isGlobal) is { } directive)
        {
            wanted = new WantedSetting(directive, directive.Name, null, raw);
        }

        if (wanted is null)
        {
            string safe = SafeText.Escape(name);
            string near = FpmSpelling.Nearest(name, (isGlobal ? FpmDirectives.Global : FpmDirectives.Pool).Select(directive => directive.Name)) is { } known ? $"Did you mean {known}?" : "php-fpm knows no such directive here.";
            broken = new FpmBrokenRule("UnknownDirective", [safe], $"unknown entry '{safe}'", near);
            return false;
        }

        // Words for yes and no are written without quotes, where their case does not count.
        wanted = wanted is { Value: { } word } && (wanted.IsFlag || wanted.Directive?.Kind == FpmDirectiveKind.Boolean) ? wanted with { Value = word.ToLowerInvariant() } : wanted;
        return true;
    }

    /// <summary>What php-fpm's setter makes of a value of this directive, once its parser has read it; null when it refuses it.</summary>
    /// <param name="parsed">The value as the parser gives it.</param>
    /// <param name="problem">Why it was refused.</param>
    public string? Take(string parsed, out string? problem)
    {
        problem = null;
        if (Directive is { } directive)
        {
            FpmValueReader.Read(directive.Kind, parsed, out string? value, out problem);
            return value;
        }

        if (IsFlag)
        {
            return FpmValueReader.Boolean(parsed, ref problem) is { } flag ? (flag ? "1" : "0") : null;
        }

        problem = Name == "env" && parsed.Length == 0 ? "empty value" : null;
        return problem is null ? parsed : null;
    }
}
