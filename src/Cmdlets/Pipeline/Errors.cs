using System.Management.Automation;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>
/// Every error that the cmdlets write: a stable id (public, never renamed), a category that fits, the failing thing as
/// target, and what to do next.
/// </summary>
internal static class Errors
{
    // The view of errors shows the recommended action since 7.5. Before, it can only be a part of what is shown.
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

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

    /// <summary>A configuration, named by a parameter, that was not opened.</summary>
    public static ErrorRecord ConfigurationNotReadable(LogFileException failure) => failure.Reason switch
    {
        LogFileProblem.NotFound => PathNotFound(failure.Path, failure),
        LogFileProblem.PermissionDenied => Create(
            "InsufficientPrivilege",
            ErrorCategory.PermissionDenied,
            failure.Path,
            $"The configuration '{failure.Path}' may not be read by this user.",
            "Run as root, or name the logs with -Path.",
            failure),
        _ => LogNotReadable(failure),
    };

    public static ErrorRecord RootPathNotADirectory(string path) => Create(
        "RootPathNotADirectory",
        ErrorCategory.InvalidArgument,
        path,
        $"'{path}' is a file.",
        "Give -RootPath the directory that stands for /.");

    /// <summary>A configuration below another root, named by a parameter, that was not read.</summary>
    public static ErrorRecord ConfigurationBelowRootNotReadable(string root, string path, string problem) => Create(
        "ConfigurationNotReadable",
        ErrorCategory.ObjectNotFound,
        path,
        $"'{path}' below '{root}' {problem}.",
        "Give it as it is seen from that root.");

    public static ErrorRecord ConfigurationNotFound(string program, string parameter, IEnumerable<string> lookedAt) => Create(
        "ConfigurationNotFound",
        ErrorCategory.ObjectNotFound,
        program,
        $"No configuration of {program} was found. Looked at: {string.Join("; ", lookedAt)}.",
        $"Name its main file with {parameter}.");

    public static ErrorRecord PoolNotFound(string pool, IEnumerable<FpmPool> pools) => Create(
        "PoolNotFound",
        ErrorCategory.ObjectNotFound,
        pool,
        $"There is no pool '{pool}'.",
        $"There {Listing(pools)}.");

    public static ErrorRecord ServiceNotFound(string name, IReadOnlyList<GatewayService> services) => Create(
        "ServiceNotFound",
        ErrorCategory.ObjectNotFound,
        name,
        $"There is no service '{name}' here.",
        services.Count == 0
            ? "Neither nginx nor php-fpm runs here, is installed, or is known to the service manager."
            : $"There {(services.Count == 1 ? "is" : "are")} {string.Join(", ", services.Select(service => service.Name).Distinct(StringComparer.Ordinal))}.");

    public static ErrorRecord PoolAmbiguous(string pool, IEnumerable<FpmPool> pools) => Create(
        "PoolAmbiguous",
        ErrorCategory.InvalidArgument,
        pool,
        $"'{pool}' is the name of several pools: {string.Join(", ", pools.Select(found => found.ConfigurationPath))}.",
        "Say which one with -ConfigurationPath, or pipe it from Get-FpmPool.");

    /// <summary>Values that break rules of php-fpm: all rules at once.</summary>
    public static ErrorRecord PoolRulesBroken(string pool, IReadOnlyList<FpmBrokenRule> rules) => Create(
        "PoolRulesBroken",
        ErrorCategory.InvalidArgument,
        pool,
        $"php-fpm would refuse this for {pool}: {string.Join("; ", rules.Select(rule => rule.Message))}. Nothing was changed.",
        string.Join(' ', rules.Select(rule => rule.Advice).OfType<string>().Distinct()));

    /// <summary>A change that was not made, or was put back.</summary>
    public static ErrorRecord ChangeNotMade(ChangeFailure failure, ChangeCheck? check)
    {
        string said = failure.Reason == ChangeFailureReason.CheckFailed && check is not null
            ? " " + string.Join(' ', check.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error).Select(diagnostic => diagnostic + "."))
            : string.Empty;
        string snippet = failure.Snippet is { } text ? "\n" + text.TrimEnd('\n') : string.Empty;
        return CreateOfLines(failure.Id, CategoryOf(failure), failure.Path ?? "change", failure.Problem + said + snippet, failure.Advice);
    }

    public static ErrorRecord EndpointNotSynced(string pool, IReadOnlyList<string> problems) => Create(
        "EndpointNotSynced",
        ErrorCategory.InvalidOperation,
        pool,
        string.Join(' ', problems),
        "Nothing was changed. Test-FpmAlignment shows both sides.");

    public static ErrorRecord EditImpossible(string target, IReadOnlyList<ConfigurationDiagnostic> problems) => Create(
        "EditImpossible",
        ErrorCategory.InvalidArgument,
        target,
        $"{string.Join("; ", problems)}. Nothing was changed.",
        string.Join(' ', problems.Select(problem => problem.Advice).OfType<string>().Distinct()));

    /// <summary>An edit of a file, a block or a group that others use too.</summary>
    public static ErrorRecord SharedConfiguration(string target, string path, IReadOnlyList<NginxUpstream> others) => Create(
        "SharedConfiguration",
        ErrorCategory.InvalidOperation,
        path,
        $"'{path}' is used by others too: the change for {target} would also change {string.Join(", ", others.Take(5).Select(other => $"{other.Server} {other.Location}"))}{(others.Count > 5 ? $" and {others.Count - 5} more" : string.Empty)}. Nothing was changed.",
        "-Force changes it for all of them. For this one alone, write the directive into its own block.");

    public static ErrorRecord NotThisMachine(string name, string? from, string? wanted) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        name,
        $"'{name}' was read {(from is null ? "on this machine" : $"below '{from}'")}, and what is to be changed is {(wanted is null ? "this machine" : $"below '{wanted}'")}. Nothing was changed.",
        from is null ? "Leave -RootPath out, or read it there." : $"Give -RootPath {PasteText.PowerShellArgument(from)} to change it there.");

    public static ErrorRecord ChangeNotFound(int id) => Create(
        "ChangeNotFound",
        ErrorCategory.ObjectNotFound,
        id,
        $"There is no change {id}.",
        "Get-GatewayChange without an argument lists all.");

    public static ErrorRecord NothingToChange(string command, string example) => Create(
        "NothingToChange",
        ErrorCategory.InvalidArgument,
        command,
        "No setting was given to change.",
        $"Give at least one, such as {example}.");

    public static ErrorRecord UpstreamNotFound(string what) => Create(
        "UpstreamNotFound",
        ErrorCategory.ObjectNotFound,
        what,
        $"nginx hands over nowhere for {what}.",
        "Get-NginxUpstream lists where it does.");

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

    public static ErrorRecord ConfirmationUnavailable(string command, Exception? cause = null) => Create(
        "ConfirmationUnavailable",
        ErrorCategory.InvalidOperation,
        command,
        $"{command} must ask before it acts, and nobody can answer here. Nothing was done.",
        "Run it where a person can answer, or give -Confirm:$false.",
        cause);

    /// <summary>An error record. Control characters in its message are escaped.</summary>
    public static ErrorRecord Create(string id, ErrorCategory category, object target, string problem, string recommendedAction, Exception? cause = null)
    {
        string message = SafeText.Escape($"{problem} {recommendedAction}");
        return Advise(new ErrorRecord(new InvalidOperationException(message, cause), id, category, target), problem, recommendedAction);
    }

    private static ErrorCategory CategoryOf(ChangeFailure failure) => failure.Reason switch
    {
        ChangeFailureReason.FileMissing or ChangeFailureReason.ChangeNotFound or ChangeFailureReason.BackupMissing => ErrorCategory.ObjectNotFound,
        ChangeFailureReason.InsufficientPrivilege => ErrorCategory.PermissionDenied,
        ChangeFailureReason.UntrustedLink or ChangeFailureReason.StateNotUsable => ErrorCategory.SecurityError,
        ChangeFailureReason.NoSpace => ErrorCategory.ResourceUnavailable,
        ChangeFailureReason.ChangeInProgress or ChangeFailureReason.UnfinishedChange => ErrorCategory.ResourceBusy,
        ChangeFailureReason.CheckFailed => ErrorCategory.ParserError,
        ChangeFailureReason.Cancelled or ChangeFailureReason.Interrupted => ErrorCategory.OperationStopped,
        ChangeFailureReason.FileSystemError => ErrorCategories.OfErrno(failure.ErrorNumber),
        _ => ErrorCategory.InvalidOperation,
    };

    private static string Listing(IEnumerable<FpmPool> pools)
    {
        string[] names = [.. pools.Select(pool => $"{pool.Pool} ({pool.ConfigurationPath})")];
        return names.Length == 0 ? "is none" : (names.Length == 1 ? "is " : "are ") + string.Join(", ", names);
    }

    // A diff is lines; each was made safe where it was made.
    private static ErrorRecord CreateOfLines(string id, ErrorCategory category, object target, string lines, string recommendedAction)
    {
        string safe = SafeText.EscapeLines(lines);
        var record = new ErrorRecord(new InvalidOperationException($"{safe} {recommendedAction}"), id, category, target);
        record.ErrorDetails = new ErrorDetails(ViewShowsAction ? safe : $"{safe} {recommendedAction}") { RecommendedAction = recommendedAction };
        return record;
    }

    private static ErrorRecord Advise(ErrorRecord record, string problem, string recommendedAction)
    {
        string shown = ViewShowsAction ? problem : $"{problem} {recommendedAction}";
        record.ErrorDetails = new ErrorDetails(SafeText.Escape(shown)) { RecommendedAction = recommendedAction };
        return record;
    }
}
