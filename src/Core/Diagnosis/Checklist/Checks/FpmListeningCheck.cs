namespace Nginx502.Diagnosis;

/// <summary>Does somebody listen at each endpoint, take connections and answer?</summary>
internal sealed class FpmListeningCheck : IChecklistCheck
{
    // A file comes before a listener; over TCP the way does, and who may go it.
    private static readonly FpmSocketRungKind[] OfSockets = [FpmSocketRungKind.Listening, FpmSocketRungKind.Backlog, FpmSocketRungKind.Connects, FpmSocketRungKind.Answers];
    private static readonly FpmSocketRungKind[] OfAddresses = [FpmSocketRungKind.Reachable, FpmSocketRungKind.Permitted, .. OfSockets];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Network;

    /// <inheritdoc/>
    public string Name => "php-fpm listening";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        const string lookedAt = "the kernel's listening sockets, a connection and a FastCGI round trip";
        return context.Endpoints.Count == 0
            ? [context.Item(this, ChecklistStatus.Skipped, "endpoints", "nginx hands over to no FastCGI, and no pool is known.", "both configurations")]
            : context.Endpoints.Select(endpoint => ItemOf(context, endpoint, lookedAt));
    }

    private ChecklistItem ItemOf(ChecklistContext context, DiagnosedEndpoint endpoint, string lookedAt)
    {
        if (endpoint is { Endpoint.IsUnixSocket: true, Socket: { FailedRung: < FpmSocketRungKind.Listening } below })
        {
            return below.Facts.IsListed == true
                ? context.ItemOf(this, ChecklistStatus.Passed, endpoint, $"{below.Facts.Listener?.ToString() ?? "A process"} listens; whether it answers was not tried, since {RungItems.Before(below)}.", lookedAt)
                : context.ItemOf(this, ChecklistStatus.Failed, endpoint, $"Nobody listens there: {RungItems.Before(below)}.", lookedAt, below.Remedies);
        }

        ChecklistItem item = RungItems.Of(context, this, endpoint, lookedAt, Say, endpoint.Endpoint.IsUnixSocket ? OfSockets : OfAddresses);
        return item.Status == ChecklistStatus.Passed && endpoint.Socket is { Warnings: [var first, ..] }
            ? item with { Status = ChecklistStatus.Warning, Found = $"{item.Found} {first}", Remedies = [new Remedy("See all of it.", $"Test-FpmSocket {PasteText.PowerShellArgument(endpoint.Endpoint.ToString())}")] }
            : item;
    }

    private static string Say(FpmSocketTestResult socket)
    {
        string who = RungItems.DetailOf(socket, FpmSocketRungKind.Listening);
        string latency = RungItems.DetailOf(socket, FpmSocketRungKind.Answers);
        string queue = RungItems.DetailOf(socket, FpmSocketRungKind.Backlog);
        return $"It answers in {latency}{(who.Length > 0 ? $": {who}" : string.Empty)}{(queue.Length > 0 ? $"; {queue}" : string.Empty)}.";
    }
}
