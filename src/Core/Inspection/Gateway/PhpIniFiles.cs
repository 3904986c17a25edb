using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>php.ini and the files beside it, which PHP reads once, when its master starts or is reloaded (php-src: main/php_ini.c).</summary>
internal static class PhpIniFiles
{
    /// <summary>The files that a php-fpm reads, in its order; empty for one that was told to read none, or whose places are not known.</summary>
    public static IReadOnlyList<string> Of(FpmInstance instance)
    {
        if (instance.CommandLine?.IsWithoutPhpIni == true)
        {
            return [];
        }

        IEnumerable<string> further = ScanDirectories(instance.Build?.PhpIniScanDirectory, instance.Environment).SelectMany(directory => Further(instance.Files, directory));
        return [.. MainPath(instance) is { } main ? further.Prepend(main) : further];
    }

    /// <summary>The value of a directive, the last one that sets it being in effect: what <c>-d</c> says comes after all files. Null when nothing sets it.</summary>
    /// <param name="instance">The php-fpm.</param>
    /// <param name="name">The directive.</param>
    /// <param name="isSeen">False when a file may set it that is not known.</param>
    public static string? Find(FpmInstance instance, string name, out bool isSeen)
    {
        isSeen = true;
        string? defined = instance.CommandLine?.Definitions.LastOrDefault(definition => definition.StartsWith(name + "=", StringComparison.Ordinal));
        if (defined is not null)
        {
            return defined[(name.Length + 1)..].Trim(' ', '"', '\'');
        }

        isSeen = instance.CommandLine?.IsWithoutPhpIni == true || MainPath(instance) is not null;
        return isSeen ? Of(instance).Select(file => FindIn(instance.Files, file, name)).LastOrDefault(value => value is not null) : null;
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

    private static string? MainPath(FpmInstance instance) => instance.Master is { } master ? master.PhpIniPath
        : instance.Build?.PhpIniDirectory is { } directory ? MasterFacts.Combine(directory, "php.ini")
        : null;

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
