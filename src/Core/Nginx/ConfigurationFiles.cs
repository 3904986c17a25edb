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

    /// <summary>True when a path is a regular file that can be read, through links too.</summary>
    public bool IsFile(string path)
    {
        var opening = FileOpening.Open(Map(path));
        opening.Handle?.Dispose();
        return opening.Handle is not null;
    }

    /// <summary>The text of a file; null when it cannot be read, with the reason.</summary>
    public string? ReadText(string path, out string? problem)
    {
        problem = null;
        var opening = FileOpening.Open(Map(path));
        if (opening.Handle is not { } handle)
        {
            problem = Explain(opening.Failure);
            return null;
        }

        try
        {
            using var stream = new FileStream(handle, FileAccess.Read);
            if (stream.Length > MaxFileBytes)
            {
                problem = "is larger than 16 MB";
                return null;
            }

            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (IOException exception)
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

    private static string Explain(FileOpeningFailure? failure) => failure switch
    {
        FileOpeningFailure.NotFound => "is not there",
        FileOpeningFailure.PermissionDenied => "may not be read by this user",
        FileOpeningFailure.IsDirectory => "is a directory",
        FileOpeningFailure.NotRegular or FileOpeningFailure.ProcessStream => "is not a regular file",
        FileOpeningFailure.UntrustedLink or FileOpeningFailure.UntrustedHardLink or FileOpeningFailure.MagicLink =>
            "is not read as root: it is reached by a link that others than root could have made",
        FileOpeningFailure.TooManyLinks => "is not there: its links lead in a circle",
        _ => "cannot be read",
    };

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
