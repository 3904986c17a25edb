using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks a directive up in php.ini and the files beside it, the last one that sets it being in effect (php-src: main/php_ini.c).</summary>
internal static class PhpIniFiles
{
    /// <summary>The value of a directive; null when no file sets it.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="path">php.ini.</param>
    /// <param name="scanDirectories">Where further .ini files are, in order.</param>
    /// <param name="name">The directive.</param>
    public static string? Find(FileTree files, string path, IEnumerable<string> scanDirectories, string name)
    {
        string? value = null;
        foreach (string file in scanDirectories.SelectMany(directory => Further(files, directory)).Prepend(path))
        {
            value = FindIn(files, file, name) ?? value;
        }

        return value;
    }

    /// <summary>Where further .ini files are: PHP_INI_SCAN_DIR names directories with colons between them, an empty one being the built-in one.</summary>
    /// <param name="builtIn">The directory that PHP was built with; null or empty for none.</param>
    /// <param name="environment">The environment of the master, <c>NAME=value</c> each; null when it is not known.</param>
    public static IEnumerable<string> ScanDirectories(string? builtIn, IReadOnlyList<string>? environment)
    {
        const string variable = "PHP_INI_SCAN_DIR=";
        string named = environment?.FirstOrDefault(entry => entry.StartsWith(variable, StringComparison.Ordinal))?[variable.Length..] ?? string.Empty;
        return named.Split(':').Select(directory => directory.Length == 0 ? builtIn ?? string.Empty : directory).Where(directory => directory.Length > 0);
    }

    private static IEnumerable<string> Further(FileTree files, string directory) => files.Names(directory)
        .Where(name => name.EndsWith(".ini", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => MasterFacts.Combine(directory, name));

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
