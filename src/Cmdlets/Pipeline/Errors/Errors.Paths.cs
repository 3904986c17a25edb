using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about paths that a user names.</summary>
internal static partial class Errors
{
    public static ErrorRecord PathNotFound(string path, Exception? cause = null) => Create(
        "PathNotFound",
        ErrorCategory.ObjectNotFound,
        path,
        $"Nothing is found at '{path}'.",
        "Check the spelling, case included, and whether the file was moved or rotated away.",
        cause);

    /// <summary>A path without an extension where no directory is: the directory was meant.</summary>
    public static ErrorRecord MetricDirectoryMissing(string path) => Create(
        "MetricDirectoryMissing",
        ErrorCategory.ObjectNotFound,
        path,
        $"There is no directory '{path}', and node_exporter reads no file of that name. Nothing was written.",
        "Make the directory that --collector.textfile.directory names, or name a file in it that ends in .prom.");

    public static ErrorRecord PatternMatchesNothing(string pattern) => Create(
        "PatternMatchesNothing",
        ErrorCategory.ObjectNotFound,
        pattern,
        $"No file matches the pattern '{pattern}'.",
        "Check the pattern; a name that has brackets in it is given with -LiteralPath.");

    public static ErrorRecord PathNotInFileSystem(string path, string provider) => Create(
        "PathNotInFileSystem",
        ErrorCategory.InvalidArgument,
        path,
        $"'{path}' belongs to the provider {provider}, not to the file system.",
        "Give the path of a file.");
}
