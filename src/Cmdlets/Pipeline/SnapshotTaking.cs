using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A snapshot taken for a cmdlet: its gaps are one warning.</summary>
internal static class SnapshotTaking
{
    /// <summary>Takes it.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="options">How.</param>
    /// <param name="untilStopped">Ends quietly on Ctrl+C.</param>
    /// <param name="stop">Cancelled by Ctrl+C.</param>
    public static GatewaySnapshot Take(PSCmdlet cmdlet, GatewayTarget target, SnapshotOptions options, Action<Action> untilStopped, CancellationToken stop)
    {
        NotSeen? gap = null;
        TimelineEvent[] changes = target.RootPath is null ? [.. ChangeEvents.Read(new ChangeJournal(), out gap)] : [];
        GatewaySnapshot? taken = null;
        untilStopped(() => taken = SnapshotCollector.Take(target, options with { Changes = changes }, stop));
        GatewaySnapshot snapshot = gap is null ? taken! : taken! with { NotSeen = [.. taken.NotSeen, gap] };
        if (snapshot.NotSeen.Length > 0)
        {
            cmdlet.WriteWarning($"{(snapshot.NotSeen.Length == 1 ? "1 thing was" : $"{snapshot.NotSeen.Length} things were")} not seen: {snapshot.NotSeen[0]}{(snapshot.NotSeen.Length > 1 ? " NotSeen has the others." : string.Empty)}");
        }

        return snapshot;
    }
}
