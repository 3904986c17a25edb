using System.Text;
using Nginx502.Linux;

namespace Nginx502.Nginx;

/// <summary>
/// Reads configuration files of a tree. A tree other than <c>/</c> is for made-up ones: links in it are followed wherever
/// they point, so that nothing foreign may be read through this.
/// </summary>
internal sealed class ConfigurationFiles
{
    private const int MaxFileBytes = 16 * 1024 * 1024;

    private readonly string _root;

    public ConfigurationFiles(string root) => _root = root.TrimEnd('/');

    /// <summary>Where a path of the tree really is.</summary>
    public string Map(string path) => _root + path;

    /// <summary>True when a path is a regular file, through links too.</summary>
    public bool IsFile(string path) => FileStatus.TryRead(Resolve(Map(path)), out FileStatus status) && status.Kind == FileKind.Regular;

    /// <summary>The text of a file; null when it cannot be read, with the reason.</summary>
    public string? ReadText(string path, out string? problem)
    {
        problem = null;
        try
        {
            string file = Resolve(Map(path));
            if (!FileStatus.TryRead(file, out FileStatus status))
            {
                problem = "cannot be found or seen";
            }
            else if (status.Kind != FileKind.Regular || new FileInfo(file).Length > MaxFileBytes)
            {
                problem = "is no regular file of up to 16 MB";
            }

            return problem is null ? File.ReadAllText(file, Encoding.UTF8) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = "cannot be read: " + exception.Message;
            return null;
        }
    }

    /// <summary>The files that a pattern names, sorted, as glob(3) does it for nginx: <c>*</c>, <c>?</c> and <c>[a-z]</c> within a name.</summary>
    public IReadOnlyList<string> Glob(string pattern)
    {
        List<string> found = [string.Empty];
        foreach (string part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isPattern = part.AsSpan().IndexOfAny("*?[") >= 0;
            found = isPattern
                ? found.SelectMany(directory => Names(directory).Where(name => FileNamePattern.IsMatch(part, name)).Select(name => directory + "/" + name)).ToList()
                : found.ConvertAll(directory => directory + "/" + part);
        }

        return found.Where(path => File.Exists(Map(path))).Order(StringComparer.Ordinal).ToArray();
    }

    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private string[] Names(string directory)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Map(directory + "/")).Select(path => Path.GetFileName(path)).ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
