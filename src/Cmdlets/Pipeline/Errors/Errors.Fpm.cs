using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about php-fpm as it runs, and about requests to it.</summary>
internal static partial class Errors
{
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
}
