using System.Management.Automation;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>Errors about logs, and about what is asked of them.</summary>
internal static partial class Errors
{
    /// <summary>A log that was not opened.</summary>
    public static ErrorRecord LogNotReadable(LogFileException failure)
    {
        (string id, ErrorCategory category) = failure.Reason switch
        {
            LogFileProblem.NotFound => ("PathNotFound", ErrorCategory.ObjectNotFound),
            LogFileProblem.PermissionDenied => ("InsufficientPrivilege", ErrorCategory.PermissionDenied),
            LogFileProblem.IsDirectory or LogFileProblem.NotRegular => ("NotALogFile", ErrorCategory.InvalidArgument),
            LogFileProblem.LogsToStream => ("LogsToStream", ErrorCategory.ObjectNotFound),
            LogFileProblem.UntrustedLink => ("UntrustedPath", ErrorCategory.SecurityError),
            LogFileProblem.UnknownPacking => ("UnknownPacking", ErrorCategory.NotImplemented),
            _ => ("LogNotReadable", ErrorCategories.OfErrno(failure.ErrorNumber)),
        };
        return Advise(new ErrorRecord(failure, id, category, failure.Path), failure.Problem, failure.Advice);
    }

    public static ErrorRecord LogNotFound(string kind, IEnumerable<string> lookedAt, string advice) => Create(
        "LogNotFound",
        ErrorCategory.ObjectNotFound,
        kind,
        $"No {kind} was found. Looked at: {string.Join("; ", lookedAt)}.",
        advice);

    /// <summary>A packed log whose content ended before its end.</summary>
    public static ErrorRecord LogCutShort(string path) => Create(
        "LogCutShort",
        ErrorCategory.InvalidData,
        path,
        $"The packed log '{path}' is cut or damaged: only what came before that place was read.",
        "Test it with gzip -t or zstd -t, and read another copy if there is one.");

    public static ErrorRecord WaitWithUntil(DateTime until) => Create(
        "WaitWithUntil",
        ErrorCategory.InvalidArgument,
        until,
        "-Wait goes on until Ctrl+C, so -Until can end nothing.",
        "Give one of them.");

    public static ErrorRecord WaitWithJoin() => Create(
        "WaitWithJoin",
        ErrorCategory.InvalidArgument,
        "JoinAccessLog",
        "-JoinAccessLog gives errors when all logs were read, which -Wait never does.",
        "Give one of them.");

    public static ErrorRecord StatusInvalid(string pattern) => Create(
        "StatusInvalid",
        ErrorCategory.InvalidArgument,
        pattern,
        $"'{pattern}' is no status.",
        $"Give {AccessLogFilter.AcceptedForms}.");

    public static ErrorRecord SinceAfterUntil(DateTime since, DateTime until) => Create(
        "SinceAfterUntil",
        ErrorCategory.InvalidArgument,
        since,
        $"-Since {since:yyyy-MM-dd HH:mm:ss} is after -Until {until:yyyy-MM-dd HH:mm:ss}: nothing can lie between.",
        "Exchange them, or give a date: clock text alone is the latest such time.");
}
