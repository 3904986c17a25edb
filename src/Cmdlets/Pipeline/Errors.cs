using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>
/// Every error that the cmdlets write: a stable id (public, never renamed), a category that fits, the failing thing as
/// target, and what to do next, which also ends the message because the default view shows only that.
/// </summary>
internal static class Errors
{
    public static ErrorRecord PathNotFound(string path, Exception? cause = null) => Create(
        "PathNotFound",
        ErrorCategory.ObjectNotFound,
        path,
        $"Nothing is found at '{path}'.",
        "Check the spelling, case included, and whether the file was moved or rotated away.",
        cause);

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

    public static ErrorRecord NotReadable(string path, Exception cause)
    {
        ErrorCategory category = ErrorCategories.Of(cause);
        return category switch
        {
            ErrorCategory.ObjectNotFound => PathNotFound(path, cause),
            ErrorCategory.PermissionDenied => InsufficientPrivilege(path, $"'{path}' may not be read: {cause.Message}", cause),
            _ => Create("FileNotReadable", category, path, $"'{path}' cannot be read: {cause.Message}", "Give a regular file that this user may read.", cause),
        };
    }

    public static ErrorRecord InsufficientPrivilege(object target, string problem, Exception? cause = null) => Create(
        "InsufficientPrivilege",
        ErrorCategory.PermissionDenied,
        target,
        problem,
        "Run it as root, or as a member of the group that may read it (adm on Debian).",
        cause);

    public static ErrorRecord LogNotFound(string kind, string wasSoughtIn) => Create(
        "LogNotFound",
        ErrorCategory.ObjectNotFound,
        kind,
        $"No {kind} was found. {wasSoughtIn}",
        "Give the file with -Path, or pipe the text in.");

    public static ErrorRecord SinceAfterUntil(DateTime since, DateTime until) => Create(
        "SinceAfterUntil",
        ErrorCategory.InvalidArgument,
        since,
        $"-Since {since:yyyy-MM-dd HH:mm:ss} is after -Until {until:yyyy-MM-dd HH:mm:ss}: nothing can lie between.",
        "Exchange them, or give a date: clock text alone is the latest such time.");

    public static ErrorRecord ConfirmationUnavailable(string command, Exception? cause = null) => Create(
        "ConfirmationUnavailable",
        ErrorCategory.InvalidOperation,
        command,
        $"{command} must ask before it acts, and nobody can answer here. Nothing was done.",
        "Run it where a person can answer, or give -Confirm:$false.",
        cause);

    /// <summary>An error record whose message ends with what to do next. Control characters in it are escaped.</summary>
    public static ErrorRecord Create(string id, ErrorCategory category, object target, string problem, string recommendedAction, Exception? cause = null)
    {
        string message = SafeText.Escape($"{problem} {recommendedAction}");
        return new ErrorRecord(new InvalidOperationException(message, cause), id, category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = recommendedAction },
        };
    }
}
