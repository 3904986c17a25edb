namespace Nginx502.Diagnosis;

/// <summary>Items of some rungs of the ladder to an endpoint, as the ladder's own judgement has them.</summary>
internal static class RungItems
{
    /// <summary>The item of an endpoint.</summary>
    /// <param name="context">What was seen.</param>
    /// <param name="check">The check.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="lookedAt">What was looked at.</param>
    /// <param name="passed">What is said where all these rungs hold.</param>
    /// <param name="rungs">The rungs, in order.</param>
    public static ChecklistItem Of(
        ChecklistContext context, IChecklistCheck check, DiagnosedEndpoint endpoint, string lookedAt, Func<FpmSocketTestResult, string> passed, params FpmSocketRungKind[] rungs)
    {
        if (endpoint.Socket is not { } socket)
        {
            NotSeen gap = context.GapOf("the endpoints") ?? new NotSeen(endpoint.Endpoint.ToString(), "it was not looked at", "Run it on the machine itself.");
            return context.ItemOf(check, ChecklistStatus.NotSeen, endpoint, $"Not seen: {gap.Reason}.", lookedAt, new Remedy(gap.Remedy));
        }

        if (socket.FailedRung is { } failed && rungs.Contains(failed))
        {
            return context.ItemOf(check, ChecklistStatus.Failed, endpoint, socket.Explanation ?? $"{failed} fails.", lookedAt, socket.Remedies);
        }

        FpmSocketRung[] looked = [.. socket.Rungs.Where(rung => rungs.Contains(rung.Rung) && rung.Status != FpmSocketRungStatus.NotApplicable)];
        if (looked.Length == 0)
        {
            return context.ItemOf(check, ChecklistStatus.Skipped, endpoint, $"There is nothing to look at: {socket.Rungs.FirstOrDefault(rung => rungs.Contains(rung.Rung))?.Detail}.", lookedAt);
        }

        if (looked.Any(rung => rung.Status == FpmSocketRungStatus.NotReached))
        {
            return context.ItemOf(check, ChecklistStatus.Skipped, endpoint, $"It does not come to that: {Before(socket)}.", lookedAt);
        }

        return looked.FirstOrDefault(rung => rung.Status == FpmSocketRungStatus.NotSeen) is { } unseen
            ? context.ItemOf(check, ChecklistStatus.NotSeen, endpoint, $"Not seen: {unseen.Detail}.", lookedAt, new Remedy(socket.NotSeen.FirstOrDefault()?.Remedy ?? "Run it as root."))
            : context.ItemOf(check, ChecklistStatus.Passed, endpoint, passed(socket), lookedAt);
    }

    /// <summary>What failed before, in words that follow a colon.</summary>
    public static string Before(FpmSocketTestResult socket) => socket.FailedRung switch
    {
        FpmSocketRungKind.Exists => "nothing is at the path",
        FpmSocketRungKind.IsSocket => "what is at the path is no socket",
        FpmSocketRungKind.Reachable => "there is no way to it for nginx's worker",
        FpmSocketRungKind.Permitted => "nginx's worker may not connect",
        FpmSocketRungKind.Listening => "nobody listens",
        _ => "the connection fails",
    };

    /// <summary>What was seen of a rung; empty where nothing is to be said.</summary>
    public static string DetailOf(FpmSocketTestResult socket, FpmSocketRungKind kind) => socket.Rungs.FirstOrDefault(rung => rung.Rung == kind)?.Detail ?? string.Empty;
}
