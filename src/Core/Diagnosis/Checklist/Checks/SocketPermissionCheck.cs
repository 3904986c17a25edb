namespace Nginx502.Diagnosis;

/// <summary>May nginx's worker connect to the socket, now and after the next start?</summary>
internal sealed class SocketPermissionCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "socket permission";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        DiagnosedEndpoint[] sockets = [.. context.Endpoints.Where(endpoint => endpoint.Endpoint.IsUnixSocket)];
        return sockets.Length > 0
            ? sockets.Select(endpoint => ItemOf(context, endpoint))
            : [context.Item(this, ChecklistStatus.Skipped, "unix sockets", "No upstream and no pool uses a unix socket.", "both configurations")];
    }

    private ChecklistItem ItemOf(ChecklistContext context, DiagnosedEndpoint endpoint)
    {
        string user = endpoint.Socket?.AsUser is { } name ? $"nginx's worker ({name})" : "nginx's worker";
        string lookedAt = $"the directories on the way and the socket, with the rights of {user}";
        ChecklistItem item = RungItems.Of(context, this, endpoint, lookedAt, Say, FpmSocketRungKind.Reachable, FpmSocketRungKind.Permitted);

        // The socket as it is now lets nginx in; what the pool's lines make of it at the next start is another matter.
        return item.Status == ChecklistStatus.Passed && endpoint.Mismatch(AlignmentMismatchKind.SocketPermission, AlignmentMismatchKind.DirectoryNotSearchable) is { Severity: > Severity.Note } next
            ? context.ItemOf(this, ChecklistText.StatusOf(next.Severity), endpoint, $"{item.Found} {next.Explanation}", $"{lookedAt}; the lines of the pool", next.Remedies)
            : item;
    }

    private static string Say(FpmSocketTestResult socket)
    {
        string who = RungItems.DetailOf(socket, FpmSocketRungKind.Permitted);
        return who.Length > 0 ? $"{char.ToUpperInvariant(who[0])}{who[1..]} connect." : "It may connect.";
    }
}
