using System.Text.RegularExpressions;

namespace Nginx502.Recovery;

/// <summary>Finds a path that nobody can guess and that a location of nginx takes.</summary>
internal static class ProbeUri
{
    private const string Nested = " > ";
    private const string PlainCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/";

    // A pattern of a configuration may be one that takes for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <summary>The directory of such a path, with slashes at both ends; null when the location takes none.</summary>
    /// <param name="location">The location as written, with the outer ones before it.</param>
    /// <param name="fileName">The file's name.</param>
    public static string? DirectoryFor(string location, string fileName)
    {
        string[] levels = location.Length == 0 ? ["/"] : location.Split(Nested);
        string prefix = "/";
        foreach (string level in levels)
        {
            if (level.StartsWith('@') || level.StartsWith("= ", StringComparison.Ordinal))
            {
                return null;
            }

            prefix = PrefixOf(level) is { } own ? own.EndsWith('/') ? own : own + "/" : prefix;
        }

        string[] patterns = [.. levels.Where(IsPattern)];
        return patterns.Select(Beginning).Append(prefix).Append("/").Distinct()
            .Where(directory => directory.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(directory => directory.Length)
            .FirstOrDefault(directory => patterns.All(pattern => Fits(pattern, directory + fileName)));
    }

    /// <summary>The prefix that a location stands for: <c>/app/</c>; null for a pattern and other forms.</summary>
    public static string? PrefixOf(string level)
    {
        string text = level.StartsWith("^~ ", StringComparison.Ordinal) ? level[3..] : level;
        return text.StartsWith('/') ? text : null;
    }

    private static bool IsPattern(string level) => level.StartsWith('~');

    // ~ ^/shop/.+\.php$ begins with /shop/ whatever follows.
    private static string Beginning(string pattern)
    {
        string expression = ExpressionOf(pattern);
        if (!expression.StartsWith("^/", StringComparison.Ordinal))
        {
            return "/";
        }

        int end = expression.AsSpan(1).IndexOfAnyExcept(PlainCharacters);
        string plain = end < 0 ? expression[1..] : expression[1..(end + 1)];
        return plain[..(plain.LastIndexOf('/') + 1)];
    }

    private static string ExpressionOf(string pattern) => pattern[(pattern.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim('"', '\'');

    private static bool Fits(string pattern, string path)
    {
        try
        {
            RegexOptions options = RegexOptions.CultureInvariant | (pattern.StartsWith("~*", StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None);
            return Regex.IsMatch(path, ExpressionOf(pattern), options, Limit);
        }
        catch (Exception notRead) when (notRead is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
