using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks a directive up in php.ini and the files beside it, the last one that sets it being in effect (php-src: main/php_ini.c).</summary>
internal static class PhpIniFiles
{
    /// <summary>The value of a directive; null when no file sets it.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="path">php.ini.</param>
    /// <param name="scanDirectory">Where further .ini files are; null or empty for none.</param>
    /// <param name="name">The directive.</param>
    public static string? Find(FileTree files, string path, string? scanDirectory, string name)
    {
        IEnumerable<string> further = string.IsNullOrEmpty(scanDirectory) ? [] : files.Names(scanDirectory).Where(file => file.EndsWith(".ini", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => MasterFacts.Combine(scanDirectory, file));
        string? value = null;
        foreach (string file in further.Prepend(path))
        {
            value = FindIn(files, file, name) ?? value;
        }

        return value;
    }

    // What stands in a section for a host or a path holds for its requests only.
    private static string? FindIn(FileTree files, string path, string name)
    {
        if (files.ReadBytes(path, out _) is not { } bytes)
        {
            return null;
        }

        string? value = null;
        bool isGeneral = true;
        foreach (IniStatement statement in IniFile.Parse(bytes, new IniSurroundings(null, null, null)).Lines.SelectMany(line => line.Statements))
        {
            if (statement.Kind == IniStatementKind.Section)
            {
                isGeneral = !statement.Name.StartsWith("HOST=", StringComparison.OrdinalIgnoreCase) && !statement.Name.StartsWith("PATH=", StringComparison.OrdinalIgnoreCase);
            }
            else if (isGeneral && statement.Key is null && statement.Name == name)
            {
                value = RawText.Decode(statement.Value);
            }
        }

        return value;
    }
}
