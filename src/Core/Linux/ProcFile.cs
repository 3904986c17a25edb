using System.Globalization;

namespace Nginx502.Linux;

/// <summary>The small files of /proc/PID, each read at once. What has ended or may not be read gives null.</summary>
internal static class ProcFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="name">The file: <c>stat</c>.</param>
    public static string? ReadText(int processId, string name)
    {
        try
        {
            return FileNameText.Decode(File.ReadAllBytes(PathOf(processId, name)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a descriptor is: <c>socket:[1]</c>, <c>/var/log/x.log</c>.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="descriptor">The descriptor's number.</param>
    public static string? ReadDescriptor(int processId, int descriptor)
    {
        try
        {
            return new FileInfo(PathOf(processId, string.Create(CultureInfo.InvariantCulture, $"fd/{descriptor}"))).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The numbers of the descriptors; null where they may not be seen.</summary>
    public static IReadOnlyList<int>? ReadDescriptors(int processId)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(PathOf(processId, "fd"))
                    .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)
                    .Where(number => number >= 0)
                    .Order(),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The path of a file of a process.</summary>
    public static string PathOf(int processId, string name) => string.Create(CultureInfo.InvariantCulture, $"{ProcessTable.DefaultRoot}/{processId}/{name}");
}
