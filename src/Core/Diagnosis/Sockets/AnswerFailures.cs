namespace Nginx502.Diagnosis;

/// <summary>Why a connection that was made gave no answer.</summary>
internal static class AnswerFailures
{
    /// <summary>The failure.</summary>
    public static SocketFailure Explain(FpmSocketFacts facts, FpmSocketAttempt attempt, FastCgiFailure failure) => failure.Kind switch
    {
        FastCgiFailureKind.TimedOut => TimedOut(facts, attempt, failure),
        FastCgiFailureKind.NotFastCgi => new SocketFailure(
            FpmSocketRungKind.Answers,
            attempt.ErrorNumber,
            $"{failure.Message.TrimEnd('.')}{(facts.Listener is { } listener ? $" ({listener})" : string.Empty)}: fastcgi_pass leads to the wrong program.",
            [SocketRemedies.Compare(facts)]),
        FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.ConnectionReset when facts.Pool is { ListenAllowedClients.Length: > 0 } pool && !facts.Endpoint.IsUnixSocket => new SocketFailure(
            FpmSocketRungKind.Answers,
            attempt.ErrorNumber,
            $"{failure.Message.TrimEnd('.')}: listen.allowed_clients of the pool {pool.Pool} lets in {string.Join(", ", pool.ListenAllowedClients)} alone, and php-fpm closes what comes from elsewhere without a word.",
            [
                new Remedy(
                    "Name the address from which nginx connects.",
                    SocketRemedies.SetDirectives(pool, isReloaded: true, ("listen.allowed_clients", string.Join(',', pool.ListenAllowedClients.Append(SourceOf(attempt)).Distinct()))),
                    ChangeApplies.FpmReload,
                    Disruptions.FpmReload),
            ]),
        FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.ConnectionReset when facts.Listener is { IsOtherServer: true } other => new SocketFailure(
            FpmSocketRungKind.Answers,
            attempt.ErrorNumber,
            $"{other} listens on {facts.Endpoint}, which is no php-fpm, and closes what speaks FastCGI to it.",
            [SocketRemedies.Compare(facts)]),
        FastCgiFailureKind.ConnectionClosed or FastCgiFailureKind.ConnectionReset => new SocketFailure(
            FpmSocketRungKind.Answers,
            attempt.ErrorNumber,
            $"{failure.Message.TrimEnd('.')}: the worker died or closed it; {Workers.Describe(facts)}.",
            [new Remedy("The log of php-fpm says why a worker ended.", "Get-FpmLogEntry -Event ChildExitedOnSignal -Since 1h")]),
        _ => new SocketFailure(FpmSocketRungKind.Answers, attempt.ErrorNumber, failure.Message, [SocketRemedies.Compare(facts)]),
    };

    private static SocketFailure TimedOut(FpmSocketFacts facts, FpmSocketAttempt attempt, FastCgiFailure failure)
    {
        if (facts.Listener is { IsFpm: false } other)
        {
            return new SocketFailure(
                FpmSocketRungKind.Answers,
                attempt.ErrorNumber,
                $"{failure.Message.TrimEnd('.')}: {other} listens there, which is no php-fpm, and says nothing.",
                [SocketRemedies.Compare(facts)]);
        }

        string queue = RungDetails.Queue(facts) is { Length: > 0 } waiting ? $"; {waiting} in the queue" : string.Empty;
        return new SocketFailure(
            FpmSocketRungKind.Answers,
            attempt.ErrorNumber,
            $"The kernel took the connection into the queue, and no worker answered within the time: {Workers.Describe(facts)}{queue}.",
            Workers.Stopped(facts) is { Count: > 0 } stopped ? [SocketRemedies.Continue(stopped)] : SocketRemedies.Busy(facts));
    }

    // Over loopback the kernel connects from the address that is connected to.
    private static string SourceOf(FpmSocketAttempt attempt) => attempt.Address ?? "127.0.0.1";
}
