namespace Nginx502.Inspection;

/// <summary>The version in the name of a service or a program: php8.2-fpm, php-fpm82 and PHP 8.2 are of one.</summary>
internal static class VersionDigits
{
    /// <summary>The digits of a name; empty for none.</summary>
    public static string Of(string name) => string.Concat(name.Where(char.IsAsciiDigit));

    /// <summary>True when two names may be of one version: one that names none is of any.</summary>
    /// <param name="one">The digits of one.</param>
    /// <param name="other">Those of the other.</param>
    public static bool MayBeOne(string one, string other) => one.Length == 0 || other.Length == 0 || one == other;
}
