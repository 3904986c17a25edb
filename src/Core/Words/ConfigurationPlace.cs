using System.Globalization;

namespace Nginx502;

/// <summary>Writes a place of a configuration as editors and compilers do: <c>path:line:column</c>.</summary>
public static class ConfigurationPlace
{
    /// <summary>The place, safe to show; empty without a path.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="lineNumber">The line, from 1, or null.</param>
    /// <param name="column">The byte within the line, from 1, or null.</param>
    public static string Format(string? path, int? lineNumber, int? column = null)
    {
        if (path is null)
        {
            return string.Empty;
        }

        string safe = SafeText.Escape(path);
        return (lineNumber, column) switch
        {
            (null, _) => safe,
            (int line, null) => string.Create(CultureInfo.InvariantCulture, $"{safe}:{line}"),
            (int line, int at) => string.Create(CultureInfo.InvariantCulture, $"{safe}:{line}:{at}"),
        };
    }
}
