using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>A version of PHP, as far as it is known.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second one.</param>
/// <param name="Patch">The third one; null when it is not known.</param>
internal readonly record struct PhpVersionNumber(int Major, int Minor, int? Patch)
{
    /// <summary>The newest version whose directives are known here.</summary>
    public static PhpVersionNumber NewestKnown { get; } = new(8, 5, null);

    /// <summary>Reads <c>8.2</c>, <c>8.2.36</c> or <c>8.2.36-1+deb12u1</c>; null for anything else.</summary>
    public static PhpVersionNumber? Parse(string? text)
    {
        string[] parts = (text ?? string.Empty).Split('.');
        return parts.Length >= 2 && TryReadNumber(parts[0], out int major) && TryReadNumber(parts[1], out int minor)
            ? new PhpVersionNumber(major, minor, parts.Length > 2 && TryReadNumber(parts[2], out int patch) ? patch : null)
            : null;
    }

    /// <summary>True for this version and later ones.</summary>
    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    /// <inheritdoc/>
    public override string ToString() =>
        Patch is { } patch ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{patch}") : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryReadNumber(string text, out int number)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(digits < 0 ? text : text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
