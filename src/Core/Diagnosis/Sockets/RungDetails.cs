using System.Globalization;
using System.Runtime.InteropServices;

namespace Nginx502.Diagnosis;

/// <summary>What is said of a rung that did not fail, and whether it was seen to hold.</summary>
internal static class RungDetails
{
    /// <summary>The status of a rung that did not fail, with its detail.</summary>
    public static (FpmSocketRungStatus Status, string Detail) Of(FpmSocketFacts facts, FpmSocketAttempt? attempt, FpmSocketRungKind kind)
    {
        bool isUnix = facts.Endpoint.IsUnixSocket;
        bool isProven = attempt is { IsAsClient: true } && (attempt.IsConnected || facts.Client is not null);
        return kind switch
        {
            FpmSocketRungKind.Exists when !isUnix => NotApplicable("TCP has no file"),
            FpmSocketRungKind.Exists => facts.IsMissing == false ? Passed(Target(facts)) : attempt is { IsConnected: true } ? Passed(string.Empty) : NotSeen(FirstGap(facts, "the path may not be looked into")),
            FpmSocketRungKind.IsSocket when !isUnix => NotApplicable("TCP has no file"),
            FpmSocketRungKind.IsSocket => facts.Kind is not null ? Passed(facts.Steps is [.., { } last] ? last.ToString()[(last.Path.Length + 1)..] : string.Empty) : attempt is { IsConnected: true } ? Passed(string.Empty) : NotSeen(FirstGap(facts, "the path may not be looked into")),
            FpmSocketRungKind.Reachable when !isUnix => Passed(string.Join(", ", facts.Attempts.Select(one => one.Address).OfType<string>())),
            FpmSocketRungKind.Reachable => Reachable(facts, isProven),
            FpmSocketRungKind.Permitted => Permitted(facts, attempt),
            FpmSocketRungKind.Listening => Listening(facts, attempt),
            FpmSocketRungKind.Backlog => Backlog(facts),
            FpmSocketRungKind.Connects => attempt is { IsConnected: true } ? Passed(attempt.IsAsClient ? string.Empty : "as the user that looks") : NotSeen(Untried(facts, attempt)),
            _ => attempt is { Failure: null } ? Passed(Latency(attempt.Duration)) : NotSeen(Untried(facts, attempt)),
        };
    }

    /// <summary>The detail of the rung that failed: the kernel's error by number and text, and what was seen.</summary>
    public static string OfFailure(FpmSocketFacts facts, SocketFailure failure, string detail)
    {
        string error = failure.ErrorNumber == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"errno {failure.ErrorNumber}: {Marshal.GetPInvokeErrorMessage(failure.ErrorNumber)}");
        string seen = failure.Rung is FpmSocketRungKind.Backlog ? detail : failure.Rung == FpmSocketRungKind.IsSocket && facts.Kind is { } kind ? KindWords.Of(kind) : string.Empty;
        return string.Join("; ", new[] { seen, error }.Where(part => part.Length > 0));
    }

    /// <summary>The queue in words: <c>3 of 511 wait</c>.</summary>
    public static string Queue(FpmSocketFacts facts) =>
        facts is { Queued: { } queued, QueueLimit: { } limit } ? string.Create(CultureInfo.InvariantCulture, $"{queued} of {limit} wait") : string.Empty;

    /// <summary>A time in milliseconds.</summary>
    public static string Latency(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.0} ms");

    private static string Target(FpmSocketFacts facts) => facts.LinkTarget is not null && facts.Steps.Length > 0 ? $"link to {facts.Steps[^1].Path}" : string.Empty;

    private static (FpmSocketRungStatus Status, string Detail) Reachable(FpmSocketFacts facts, bool isProven)
    {
        int count = facts.Steps.Count(step => step.Kind == "Directory");
        string way = count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "directory" : "directories")} on the way");
        return facts.Client is null ? NotApplicable("no nginx whose rights count")
            : isProven ? Passed(way)
            : facts.IsMissing == false && facts.Steps.All(step => step.IsAllowed == true || step.Kind != "Directory") ? Passed(way + ", by mode and access list")
            : NotSeen(FirstGap(facts, "the way was not seen"));
    }

    private static (FpmSocketRungStatus Status, string Detail) Permitted(FpmSocketFacts facts, FpmSocketAttempt? attempt)
    {
        if (facts.Client is not { } client)
        {
            return NotApplicable("no nginx whose rights count; -AsUser names a user");
        }

        return attempt is { IsAsClient: true } && (attempt.IsConnected || !ConnectionFailures.IsDenial(attempt))
            ? Passed($"the kernel lets {client.UserName}{SourceOf(client)}")
            : NotSeen(facts.Steps.Length > 0 && facts.IsMissing == false && facts.Steps.All(step => step.IsAllowed == true)
                ? $"owner, group, mode and access list let {client.UserName}; only root can ask the kernel"
                : "only root can ask the kernel");
    }

    private static string SourceOf(FpmSocketClient client) => client.Source switch
    {
        FpmSocketClientSource.NginxWorker => string.Create(CultureInfo.InvariantCulture, $" (nginx worker {client.ProcessId})"),
        FpmSocketClientSource.NginxConfiguration => " (by nginx's configuration)",
        _ => string.Empty,
    };

    private static (FpmSocketRungStatus Status, string Detail) Listening(FpmSocketFacts facts, FpmSocketAttempt? attempt)
    {
        string who = facts.Listener?.ToString() ?? (facts.IsLocal ? "process not seen" : "on another machine");
        return facts.IsListed == true || attempt is { IsConnected: true } || facts.Listener is not null ? Passed(who) : NotSeen(FirstGap(facts, "the kernel's list was not seen"));
    }

    private static (FpmSocketRungStatus Status, string Detail) Backlog(FpmSocketFacts facts) =>
        facts.QueueLimit is not null ? Passed(Queue(facts))
        : !facts.IsLocal ? NotApplicable("the queue is another machine's")
        : NotSeen("the kernel lists no such socket in the networks that were seen");

    private static string Untried(FpmSocketFacts facts, FpmSocketAttempt? attempt) =>
        attempt is not null && ConnectionFailures.IsDenial(attempt) ? "the user that looks may not connect itself" : FirstGap(facts, "no connection was tried");

    private static string FirstGap(FpmSocketFacts facts, string otherwise) => facts.NotSeen.Length > 0 ? facts.NotSeen[0].Reason : otherwise;

    private static (FpmSocketRungStatus Status, string Detail) Passed(string detail) => (FpmSocketRungStatus.Passed, detail);

    private static (FpmSocketRungStatus Status, string Detail) NotSeen(string detail) => (FpmSocketRungStatus.NotSeen, detail);

    private static (FpmSocketRungStatus Status, string Detail) NotApplicable(string detail) => (FpmSocketRungStatus.NotApplicable, detail);
}
