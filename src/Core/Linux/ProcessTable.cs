using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>The processes of this machine, read from /proc (man 5 proc) without starting anything.</summary>
public static class ProcessTable
{
    /// <summary>Where the kernel shows processes.</summary>
    public const string DefaultRoot = "/proc";

    // What the kernel adds to the target of the exe link of a file that is gone.
    private const string DeletedSuffix = " (deleted)";

    /// <summary>
    /// The processes that are there now, by number. One that ends meanwhile is left out or has less to show; a directory
    /// that is not there gives none.
    /// </summary>
    /// <param name="procRoot">The directory to read, <see cref="DefaultRoot"/> on a live system.</param>
    public static IEnumerable<ProcessEntry> Read(string procRoot)
    {
        ArgumentNullException.ThrowIfNull(procRoot);
        foreach (int processId in ProcessIds(procRoot))
        {
            if (ReadOne(procRoot, processId) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>One process; null when there is none of that number.</summary>
    public static ProcessEntry? ReadOne(string procRoot, int processId)
    {
        string directory = Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture));
        if (ReadFile(Path.Combine(directory, "stat")) is not { } stat)
        {
            return null;
        }

        string? executable = ReadLink(Path.Combine(directory, "exe"));
        bool isDeleted = executable?.EndsWith(DeletedSuffix, StringComparison.Ordinal) == true;
        return new ProcessEntry(
            processId,
            ParentOf(stat),
            ArgumentsOf(ReadFile(Path.Combine(directory, "cmdline"))),
            isDeleted ? executable![..^DeletedSuffix.Length] : executable,
            isDeleted,
            ReadLink(Path.Combine(directory, "cwd")),
            ReadLink(Path.Combine(directory, "root")),
            ReadLink(Path.Combine(directory, "ns", "mnt")));
    }

    /// <summary>
    /// The paths of the files that a process holds open, in order and each once; what is no file (<c>socket:[1]</c>) or
    /// was deleted is left out. Empty where they may not be read.
    /// </summary>
    public static IReadOnlyList<string> OpenFiles(string procRoot, int processId)
    {
        string directory = Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture), "fd");
        try
        {
            return Directory.EnumerateFileSystemEntries(directory)
                .Select(ReadLink)
                .OfType<string>()
                .Where(target => target.StartsWith('/') && !target.EndsWith(DeletedSuffix, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int[] ProcessIds(string procRoot)
    {
        try
        {
            return Directory.EnumerateDirectories(procRoot)
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
                .Where(number => number > 0)
                .Order()
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The name in parentheses may hold spaces and parentheses itself: the fields begin after the last one.
    private static int? ParentOf(byte[] stat)
    {
        string text = Encoding.UTF8.GetString(stat);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent) ? parent : null;
    }

    // A title that was set over the arguments is followed by NULs or blanks up to the old length.
    private static string[] ArgumentsOf(byte[]? commandLine)
    {
        string text = Encoding.UTF8.GetString(commandLine ?? []).TrimEnd('\0');
        return text.Length == 0 ? [] : text.Split('\0');
    }

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
