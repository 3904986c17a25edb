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

    public static ErrorRecord PoolNotRunning(FpmPool pool) => Create(
        "PoolNotRunning",
        ErrorCategory.ResourceUnavailable,
        pool.Pool,
        $"No php-fpm runs with the pool '{pool.Pool}' of {pool.ConfigurationPath}.",
        "Start its php-fpm. Test-FpmConfiguration shows whether it would start.");

    public static ErrorRecord FpmNotRunning(IEnumerable<string> configurations) => Create(
        "FpmNotRunning",
        ErrorCategory.ResourceUnavailable,
        "php-fpm",
        $"No php-fpm runs. Its configuration is there: {string.Join(", ", configurations)}.",
        "Start it. Test-FpmConfiguration shows whether it would start.");

    public static ErrorRecord FpmWithoutMaster(IReadOnlyList<int> orphans) => Create(
        "FpmWithoutMaster",
        ErrorCategory.ResourceUnavailable,
        "php-fpm",
        $"No php-fpm master runs, and {orphans.Count} workers of one that was killed go on ({string.Join(", ", orphans)}): they hold its sockets, so that it cannot be started.",
        $"End them, then start it: kill -QUIT {string.Join(' ', orphans)}. Get-GatewayService shows them.");

    public static ErrorRecord FpmWithoutPools(int master, string configuration) => Create(
        "FpmWithoutPools",
        ErrorCategory.InvalidData,
        configuration,
        $"A php-fpm runs (process {master}), and its configuration {configuration} names no pool any more: files of it were moved or emptied since it was started. A reload would end it.",
        "Put the files of its pools back before anything reloads it. Test-FpmConfiguration shows what it would say.");

    public static ErrorRecord PoolNotNamed(IEnumerable<FpmPool> pools) => Create(
        "PoolNotNamed",
        ErrorCategory.InvalidArgument,
        "Pool",
        $"Several pools run: {string.Join(", ", pools.Select(pool => pool.Pool))}. A script may change something: which of them runs it is not guessed.",
        "Name one with -Pool or -Endpoint.");

    /// <summary>An endpoint of which nothing is known, and that gave no status.</summary>
    public static ErrorRecord StatusNotGiven(FpmPoolStatus status) => status.Failure is { } failure ? RequestFailed(status.Endpoint!, failure) : Create(
        "StatusNotGiven",
        ErrorCategory.ObjectNotFound,
        status.Endpoint!,
        $"{status.Endpoint}: {status.Message}",
        "-StatusPath names the path of its page, which is pm.status_path of the pool.");

    public static ErrorRecord PoolNotReachable(FpmPool pool, NotSeen obstacle) => Create(
        "PoolNotReachable",
        ErrorCategory.ResourceUnavailable,
        pool.Pool,
        $"The pool '{pool.Pool}' cannot be asked from here: {obstacle.Reason}.",
        obstacle.Remedy);

    /// <summary>A request over FastCGI without a good answer.</summary>
    public static ErrorRecord RequestFailed(FpmEndpoint endpoint, FastCgiFailure failure)
    {
        (string id, ErrorCategory category, string advice) = failure.Kind switch
        {
            FastCgiFailureKind.SocketMissing => ("FastCgiSocketMissing", ErrorCategory.ObjectNotFound, "Start its php-fpm, or compare the path with listen of the pool: Get-FpmPool. A deleted socket comes back when php-fpm is restarted."),
            FastCgiFailureKind.PermissionDenied => ("FastCgiPermissionDenied", ErrorCategory.PermissionDenied, "Run it as root, or as the user that nginx's workers have."),
            FastCgiFailureKind.Refused => ("FastCgiRefused", ErrorCategory.ConnectionError, "Start its php-fpm; the socket or port is that of one which has ended."),
            FastCgiFailureKind.QueueFull => ("FastCgiQueueFull", ErrorCategory.ResourceBusy, "All workers are busy and the queue is full. Get-FpmStatus -Full shows what the workers wait for."),
            FastCgiFailureKind.WrongSocketType => ("FastCgiWrongSocketType", ErrorCategory.InvalidArgument, "Compare the path with listen of the pool: Get-FpmPool."),
            FastCgiFailureKind.PathTooLong => ("FastCgiPathTooLong", ErrorCategory.InvalidArgument, "Choose a shorter path for listen."),
            FastCgiFailureKind.NameNotResolved => ("FastCgiNameNotResolved", ErrorCategory.ObjectNotFound, "Check the name and /etc/hosts, or give the address."),
            FastCgiFailureKind.Unreachable => ("FastCgiUnreachable", ErrorCategory.ConnectionError, "Check the address and the routes of this machine."),
            FastCgiFailureKind.NoLocalPort => ("FastCgiNoLocalPort", ErrorCategory.ResourceUnavailable, "Too many connections of this machine are open or just closed; a unix socket needs no port."),
            FastCgiFailureKind.TooManyOpenFiles => ("FastCgiTooManyOpenFiles", ErrorCategory.ResourceUnavailable, "Raise the limit of open files of this process or machine."),
            FastCgiFailureKind.TimedOut when failure.Phase == FastCgiPhase.Connecting => ("FastCgiConnectTimedOut", ErrorCategory.OperationTimeout, "Over TCP a full queue and a firewall that drops look like this. Get-FpmStatus shows the queue."),
            FastCgiFailureKind.TimedOut when failure.Phase == FastCgiPhase.Sending => ("FastCgiSendTimedOut", ErrorCategory.OperationTimeout, "No worker has taken up the request as a whole. Get-FpmStatus -Full shows what the workers wait for."),
            FastCgiFailureKind.TimedOut => ("FastCgiReceiveTimedOut", ErrorCategory.OperationTimeout, "No worker was free, or the script takes longer: -Timeout gives it more. Get-FpmStatus -Full shows what the workers wait for."),
            FastCgiFailureKind.ConnectionReset => ("FastCgiConnectionReset", ErrorCategory.ConnectionError, "The worker died: Get-FpmLogEntry shows with which signal. An address that is not in listen.allowed_clients is refused so too."),
            FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.KeptConnectionClosed => ("FastCgiConnectionClosed", ErrorCategory.ConnectionError, "Check listen.allowed_clients of the pool, and with Get-FpmLogEntry whether the worker ended. A single parameter over 65,528 bytes does this too."),
            FastCgiFailureKind.CutShort => ("FastCgiCutShort", ErrorCategory.InvalidData, "The worker died within the answer: Get-FpmLogEntry shows with which signal."),
            FastCgiFailureKind.NotFastCgi => ("FastCgiNotSpoken", ErrorCategory.ProtocolError, "The endpoint is that of another program. Get-FpmPool shows where pools listen."),
            FastCgiFailureKind.ProtocolViolation or FastCgiFailureKind.UnknownProtocolStatus => ("FastCgiProtocolViolation", ErrorCategory.ProtocolError, "What answers there is no php-fpm, or a broken one."),
            FastCgiFailureKind.TooMuch => ("FastCgiAnswerTooLong", ErrorCategory.LimitsExceeded, "-MaxBytes allows more."),
            FastCgiFailureKind.CannotMultiplex or FastCgiFailureKind.Overloaded => ("FastCgiOverloaded", ErrorCategory.ResourceBusy, "The application says so itself. Try again when it has less to do."),
            FastCgiFailureKind.UnknownRole => ("FastCgiUnknownRole", ErrorCategory.ProtocolError, "The application is no responder: an authorizer or a filter. Compare the endpoint."),
            FastCgiFailureKind.HeaderMissing or FastCgiFailureKind.HeaderInvalid => ("FastCgiHeaderInvalid", ErrorCategory.InvalidData, "nginx answers such with a 502. The body of the result has what the script printed before its header."),
            FastCgiFailureKind.HeaderTooBig => ("FastCgiHeaderTooBig", ErrorCategory.LimitsExceeded, "The script sends too much in its header, cookies most likely; nginx answers with a 502 long before."),
            _ => ("FastCgiFailed", ErrorCategories.OfErrno(failure.ErrorNumber), "The error is the kernel's."),
        };
        return Create(id, category, endpoint, failure.Message, advice);
    }

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

    /// <summary>A port that was not opened in the firewall.</summary>
    public static ErrorRecord FirewallNotChanged(int port, ChangeFailure failure) => Create(failure.Id, CategoryOf(failure), port, failure.Problem, failure.Advice);

    public static ErrorRecord SourceInvalid(string text) => Create(
        "SourceInvalid",
        ErrorCategory.InvalidArgument,
        text,
        $"'{text}' is no address.",
        $"Give {FirewallSource.AcceptedForms}.");

    public static ErrorRecord EndpointNotSynced(string pool, IReadOnlyList<string> problems) => Create(
        "EndpointNotSynced",
        ErrorCategory.InvalidOperation,
        pool,
        string.Join(' ', problems),
        "Nothing was changed. Test-FpmAlignment shows both sides.");

    public static ErrorRecord SocketNotRepaired(string pool, IReadOnlyList<string> problems) => Create(
        "SocketNotRepaired",
        ErrorCategory.InvalidOperation,
        pool,
        string.Join(' ', problems),
        "Nothing was changed. Test-FpmAlignment shows what keeps nginx out.");

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

    /// <summary>What was piped is of another root than the cmdlet works on.</summary>
    /// <param name="name">What was piped.</param>
    /// <param name="from">Where it was read; null for this machine.</param>
    /// <param name="wanted">What the cmdlet works on; null for this machine.</param>
    /// <param name="hasRoot">True when it can work on a copy of a server.</param>
    public static ErrorRecord NotThisMachine(string name, string? from, string? wanted, bool hasRoot) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        name,
        $"'{name}' was read {(from is null ? "on this machine" : $"below '{from}'")}, and this command works {(wanted is null ? "on this machine" : $"below '{wanted}'")}. Nothing was changed.",
        from is null ? "Leave -RootPath out, or read it there."
            : hasRoot ? $"Give -RootPath {PasteText.PowerShellArgument(from)} to work there."
            : "Read it on this machine, without -RootPath.");

    public static ErrorRecord SnapshotNotRead(string path, Exception failure) => Create(
        "SnapshotNotRead",
        failure is SnapshotFormatException ? ErrorCategory.InvalidData : ErrorCategory.ReadError,
        path,
        $"'{path}' is not read: {failure.Message}",
        "Give a file that Export-502Snapshot wrote.");

    public static ErrorRecord SnapshotNotSaved(string path, Exception failure) => Create(
        "SnapshotNotSaved",
        ErrorCategory.WriteError,
        path,
        $"The snapshot is not saved as '{path}': {failure.Message}",
        "Name another file with -Path; -Force writes over one that is there.");

    public static ErrorRecord SnapshotFileMissing() => Create(
        "SnapshotFileMissing",
        ErrorCategory.InvalidArgument,
        string.Empty,
        "No file was named.",
        "Name files that Export-502Snapshot wrote: Import-502Snapshot -Path incident.json.");

    public static ErrorRecord NotThisMachine(FpmMemoryMeasurement measurement) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        measurement.Pool,
        $"Pool '{measurement.Pool}' was measured on another machine, {measurement.ComputerName}. Nothing was changed.",
        "Measure here: Measure-FpmMemory | Set-FpmPoolTuning.");

    /// <summary>A measurement that came out of a remote session, a job or a file: nothing tells any more where it was taken.</summary>
    public static ErrorRecord MeasurementTravelled(string pool) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        pool,
        $"The measurement of pool '{pool}' came through a remote session or a job and is a mere copy. Nothing was changed.",
        "Measure and set in one place: Invoke-Command -ScriptBlock { Measure-FpmMemory | Set-FpmPoolTuning }.");

    public static ErrorRecord EvidenceStale(FpmMemoryMeasurement measurement, string reason) => Create(
        "EvidenceStale",
        ErrorCategory.InvalidArgument,
        measurement.Pool,
        $"The measurement of pool '{measurement.Pool}' of {measurement.Time:HH:mm:ss} {reason}. Nothing was changed.",
        "Measure again, or give -Force.");

    public static ErrorRecord MeasurementUncertain(FpmMemoryMeasurement measurement) => Create(
        "MeasurementUncertain",
        ErrorCategory.InvalidData,
        measurement.Pool,
        $"The measurement of pool '{measurement.Pool}' is uncertain: {measurement.UncertainReason} Nothing was changed.",
        string.Join(' ', measurement.Remarks.Where(remark => remark.MakesUncertain).Select(remark => remark.Remedy).Distinct().Append("-Force sets its numbers anyway.")));

    /// <summary>A measurement that has no numbers to set.</summary>
    public static ErrorRecord NothingMeasured(FpmMemoryMeasurement measurement) => Create(
        "NothingMeasured",
        ErrorCategory.InvalidData,
        measurement.Pool,
        $"Pool '{measurement.Pool}' was not measured: {measurement.UncertainReason} Nothing was changed.",
        string.Join(' ', measurement.Remarks.Select(remark => remark.Remedy).Distinct()));

    public static ErrorRecord MeasurementOfOtherPool(FpmMemoryMeasurement measurement, FpmPool pool) => Create(
        "MeasurementOfOtherPool",
        ErrorCategory.InvalidArgument,
        pool.Pool,
        $"The measurement is of pool '{measurement.Pool}' ({measurement.ConfigurationPath}), not of '{pool.Pool}' ({pool.ConfigurationPath}). Nothing was changed.",
        "Pipe the measurement of the pool: Measure-FpmMemory POOL | Set-FpmPoolTuning.");

    /// <summary>What only root may see of the live system.</summary>
    public static ErrorRecord NotSeen(NotSeen gap) => Create("InsufficientPrivilege", ErrorCategory.PermissionDenied, gap.What, $"{gap.What}: {gap.Reason}.", gap.Remedy);

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

    public static ErrorRecord EndpointInvalid(PSObject input) => Create(
        "EndpointInvalid",
        ErrorCategory.InvalidArgument,
        input,
        $"'{(input.BaseObject is string text ? text : input.TypeNames[0])}' is not an endpoint and has none.",
        $"Give {FpmEndpoint.AcceptedForms}, or an object with an Endpoint or Listen property.");

    public static ErrorRecord UserNotFound(UserNotKnownException cause) => Create(
        "UserNotFound",
        ErrorCategory.ObjectNotFound,
        cause.UserName,
        cause.Message,
        "Give a user of /etc/passwd, as nginx sees that file, by name or number.",
        cause);

    public static ErrorRecord HostNameNotUsed(string name, IEnumerable<string> names) => Create(
        "HostNameNotUsed",
        ErrorCategory.ObjectNotFound,
        name,
        $"nginx leads no request to a host '{name}'.",
        names.Any() ? $"It does to: {string.Join(", ", names)}." : "Its configuration names no hosts: nothing has to be resolved.");

    /// <summary>An entry of the hosts file that was neither added nor removed.</summary>
    public static ErrorRecord HostEntryRefused(string name, HostEntryRefusal refusal) => Create(
        refusal.Reason.ToString(),
        refusal.Reason switch
        {
            HostEntryRefusalReason.HostEntryNotFound or HostEntryRefusalReason.HostsFileNotReadable => ErrorCategory.ObjectNotFound,
            HostEntryRefusalReason.HostEntryConflict => ErrorCategory.ResourceExists,
            HostEntryRefusalReason.HostEntryNotOurs or HostEntryRefusalReason.ManagedFile => ErrorCategory.InvalidOperation,
            _ => ErrorCategory.InvalidArgument,
        },
        name,
        $"{refusal.Problem} Nothing was changed.",
        refusal.Advice);

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
        ChangeFailureReason.InsufficientPrivilege or ChangeFailureReason.FirewallNotSeen => ErrorCategory.PermissionDenied,
        ChangeFailureReason.SourceRequired => ErrorCategory.InvalidArgument,
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
