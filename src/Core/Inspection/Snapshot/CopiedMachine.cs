using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The machine that a copy of files is of.</summary>
internal static class CopiedMachine
{
    /// <summary>Its name: as its /etc/hostname has it (man 5 hostname), else that of the directory. Safe to show.</summary>
    /// <param name="rootPath">Where the copy is.</param>
    public static string NameOf(string rootPath)
    {
        using FileTree files = FileTree.At(rootPath);
        string[] lines = (files.ReadText("/etc/hostname", out _) ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return SafeText.Escape(lines.FirstOrDefault(line => line[0] != '#') ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(rootPath)));
    }
}
