using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>What the kernel says to a connection, and what it means for the rungs.</summary>
internal static class ConnectionFailures
{
    /// <summary>The failure; null when there is none, or when it is only the looking user's own.</summary>
    public static SocketFailure? Find(FpmSocketFacts facts, FpmSocketAttempt? attempt)
    {
        if (attempt?.Failure is not { } failure || failure.Kind == FastCgiFailureKind.PathTooLong)
        {
            return null;
        }

        if (attempt.IsConnected)
        {
            return AnswerFailures.Explain(facts, attempt, failure);
        }

        // What is refused to an ordinary user says nothing of nginx's worker.
        bool isOwn = !attempt.IsAsClient || (facts.Client is null && facts.Endpoint.IsUnixSocket);
        return IsDenial(attempt)
            ? isOwn ? null : Denied(facts, attempt, failure)
            : facts.Endpoint.IsUnixSocket ? OfUnix(facts, attempt, failure) : OfTcp(facts, attempt, failure);
    }

    /// <summary>True when the kernel denied the connection for the rights that it was made with.</summary>
    public static bool IsDenial(FpmSocketAttempt attempt) => (Errno)attempt.ErrorNumber is Errno.EACCES or Errno.EPERM;

    private static SocketFailure Denied(FpmSocketFacts facts, FpmSocketAttempt attempt, FastCgiFailure failure)
    {
        if (!facts.Endpoint.IsUnixSocket)
        {
            return new SocketFailure(
                FpmSocketRungKind.Permitted,
                attempt.ErrorNumber,
                $"This machine itself does not let {facts.Client?.UserName ?? "this user"} connect to {facts.Endpoint}: a firewall rule for outgoing connections, a route that prohibits it, or SELinux.",
                [
                    new Remedy("Look for a rule of the firewall that rejects what goes out.", "nft list ruleset"),
                    new Remedy("With SELinux: let web servers connect.", "setsebool -P httpd_can_network_connect on"),
                ]);
        }

        return FileFailures.Obstacle(facts) is { } obstacle
            ? FileFailures.Denied(facts, obstacle, attempt.ErrorNumber)
            : new SocketFailure(
                FpmSocketRungKind.Permitted,
                attempt.ErrorNumber,
                $"{failure.Message.TrimEnd('.')} as {facts.Client!.UserName}, though owner, group, mode and access lists let it{(facts.HasChanged ? "; the path changed while it was looked at" : ": a security module such as SELinux or AppArmor decides")}.",
                [new Remedy("Look for what a security module refused.", "journalctl -k --since -10min --grep denied")]);
    }

    private static SocketFailure OfUnix(FpmSocketFacts facts, FpmSocketAttempt attempt, FastCgiFailure failure)
    {
        string path = SafeText.Escape(facts.Endpoint.SocketPath!);
        return (Errno)attempt.ErrorNumber switch
        {
            Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP => new SocketFailure(
                FpmSocketRungKind.Exists,
                attempt.ErrorNumber,
                facts.HasChanged ? $"{path} was not there when it was connected to: it is made and taken away again and again." : $"{path} was not there when it was connected to.",
                [SocketRemedies.Compare(facts)]),
            Errno.EPROTOTYPE => new SocketFailure(
                FpmSocketRungKind.IsSocket,
                attempt.ErrorNumber,
                $"{path} is a socket of another type, such as one of datagrams: php-fpm makes sockets of streams, so that another program made it.",
                [new Remedy("See who made it and remove it, then restart php-fpm, which makes its socket there.", $"ls -l {PasteText.Shell(path)}", ChangeApplies.FpmRestart, Disruptions.FpmRestart), SocketRemedies.Compare(facts)]),
            Errno.ECONNREFUSED => Refused(facts, attempt.ErrorNumber, path),
            Errno.EAGAIN => Full(facts, attempt.ErrorNumber),
            _ => Other(failure, attempt),
        };
    }

    private static SocketFailure Refused(FpmSocketFacts facts, int error, string path)
    {
        if (facts.ListenerOfDeletedFile is { } listener)
        {
            return new SocketFailure(
                FpmSocketRungKind.Listening,
                error,
                $"The file at {path} is not the socket on which {listener} listens: it was deleted and made again, and nobody listens on the new one.",
                [SocketRemedies.Restart(listener, "Restart php-fpm, which makes its socket anew.")]);
        }

        string who = facts.Pool is { } pool ? $"the php-fpm of the pool {pool.Pool}" : "its program";
        return new SocketFailure(
            FpmSocketRungKind.Listening,
            error,
            $"Nobody listens on {path}: {who} ended without taking the file away.",
            [
                new Remedy($"Start {(facts.Pool is null ? "what is to listen there" : "php-fpm")}, which replaces the file, once it is known why it ended: its log says it, or the kernel's.", "journalctl -k --grep 'Out of memory|segfault' --since -1d", ChangeApplies.FpmRestart),
                SocketRemedies.Compare(facts),
            ]);
    }

    private static SocketFailure Full(FpmSocketFacts facts, int error)
    {
        string limit = facts.QueueLimit is { } allowed
            ? string.Create(CultureInfo.InvariantCulture, $" ({RungDetails.Queue(facts)}; {allowed} is the smaller of listen.backlog{(facts.Pool is { } pool ? $" {pool.ListenBacklog}" : string.Empty)} and net.core.somaxconn{(facts.SomaxConn is { } most ? $" {most}" : string.Empty)})")
            : string.Empty;
        return new SocketFailure(
            FpmSocketRungKind.Backlog,
            error,
            $"The accept queue of {facts.Endpoint} is full{limit}: {Workers.Describe(facts)}.",
            Workers.Stopped(facts) is { Count: > 0 } stopped ? [SocketRemedies.Continue(stopped)] : SocketRemedies.Busy(facts));
    }

    private static SocketFailure OfTcp(FpmSocketFacts facts, FpmSocketAttempt attempt, FastCgiFailure failure)
    {
        string place = attempt.Address is { } address && address != facts.Endpoint.Host ? $"{facts.Endpoint} ({address})" : facts.Endpoint.ToString();
        bool isFull = facts is { Queued: { } queued, QueueLimit: { } limit } && queued > limit;
        return failure.Kind switch
        {
            FastCgiFailureKind.NameNotResolved => new SocketFailure(
                FpmSocketRungKind.Reachable,
                Errno.None,
                failure.Message,
                facts.AsksNginxResolver
                    ? new Remedy("Look what nginx's own resolver says of the name.", $"Resolve-NginxUpstream -Name {PasteText.PowerShellArgument(facts.Endpoint.Host!)}")
                    : new Remedy("Look what the system's resolver says of the name.", $"getent ahosts {PasteText.Shell(facts.Endpoint.Host!)}")),
            FastCgiFailureKind.Unreachable => new SocketFailure(
                FpmSocketRungKind.Reachable,
                attempt.ErrorNumber,
                failure.Message,
                [new Remedy("Look which way the kernel knows there.", $"ip route get {PasteText.Shell(attempt.Address ?? facts.Endpoint.Host!)}")]),
            FastCgiFailureKind.Refused => new SocketFailure(
                FpmSocketRungKind.Listening,
                attempt.ErrorNumber,
                $"Nobody listens at {place}{(facts.Client?.HasOtherNetwork == true ? " in the network namespace of nginx" : string.Empty)}{(facts.IsListed == true ? ", though the kernel lists a socket there: a firewall rejects the connection" : facts.IsLocal ? string.Empty : ", or a firewall rejects the connection")}.",
                [SocketRemedies.Compare(facts)]),
            FastCgiFailureKind.TimedOut when isFull => Full(facts, attempt.ErrorNumber),
            FastCgiFailureKind.TimedOut => new SocketFailure(
                FpmSocketRungKind.Connects,
                attempt.ErrorNumber,
                $"{failure.Message.TrimEnd('.')}: a firewall drops it, {(facts.IsLocal ? "or the queue is full" : "the machine is away, or its queue is full")}.",
                [new Remedy("Look whether a firewall drops it.", "nft list ruleset")]),
            _ => Other(failure, attempt),
        };
    }

    private static SocketFailure Other(FastCgiFailure failure, FpmSocketAttempt attempt) => failure.Kind switch
    {
        FastCgiFailureKind.NoLocalPort => new SocketFailure(
            FpmSocketRungKind.Connects,
            attempt.ErrorNumber,
            failure.Message,
            [new Remedy("Use a unix socket, which needs no port, or keepalive in the upstream; see what holds the ports.", "ss -tan state time-wait")]),
        FastCgiFailureKind.TooManyOpenFiles => new SocketFailure(
            FpmSocketRungKind.Connects, attempt.ErrorNumber, failure.Message, [new Remedy("This is the limit of the process that looks; test fewer endpoints at a time.", "ulimit -n")]),
        _ => new SocketFailure(FpmSocketRungKind.Connects, attempt.ErrorNumber, failure.Message, []),
    };
}
