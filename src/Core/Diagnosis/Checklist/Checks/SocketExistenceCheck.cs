namespace Nginx502.Diagnosis;

/// <summary>Is a socket where nginx looks for one?</summary>
internal sealed class SocketExistenceCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "socket existence";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        DiagnosedEndpoint[] sockets = [.. context.Endpoints.Where(endpoint => endpoint.Endpoint.IsUnixSocket)];
        return sockets.Length > 0
            ? sockets.Select(endpoint => RungItems.Of(context, this, endpoint, "the path, as nginx's worker sees files", Say, FpmSocketRungKind.Exists, FpmSocketRungKind.IsSocket))
            : [context.Item(this, ChecklistStatus.Skipped, "unix sockets", "No upstream and no pool uses a unix socket.", "both configurations")];
    }

    private static string Say(FpmSocketTestResult socket)
    {
        string link = RungItems.DetailOf(socket, FpmSocketRungKind.Exists);
        string what = RungItems.DetailOf(socket, FpmSocketRungKind.IsSocket);
        return $"It is there{(what.Length > 0 ? $": {what}" : string.Empty)}{(link.Length > 0 ? $"; {link}" : string.Empty)}.";
    }
}
