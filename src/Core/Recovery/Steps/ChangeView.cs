namespace Nginx502.Recovery;

/// <summary>Makes what others see of changes out of what the journal and the backups hold.</summary>
internal static class ChangeView
{
    /// <summary>One change.</summary>
    public static GatewayChange Of(JournalChange change, BackupStore backups)
    {
        HashSet<int> kept = [.. backups.Changes()];
        return Of(change, backups, kept);
    }

    /// <summary>All changes, in order, with what undid them.</summary>
    public static IReadOnlyList<GatewayChange> Of(IReadOnlyList<JournalChange> changes, BackupStore backups)
    {
        HashSet<int> kept = [.. backups.Changes()];
        GatewayChange[] all = changes.Select(change => Of(change, backups, kept)).ToArray();
        Dictionary<int, GatewayChange> byId = all.ToDictionary(change => change.Id!.Value);

        // From the last one on: an undoing that was undone itself undoes nothing any more.
        foreach (GatewayChange undoing in Enumerable.Reverse(all).Where(change => change.Undoes is not null))
        {
            if (undoing.State == ChangeState.Committed && byId.TryGetValue(undoing.Undoes!.Value, out GatewayChange? undone) && undone.State == ChangeState.Committed)
            {
                undone.State = ChangeState.Undone;
                undone.UndoneBy = undoing.Id;
            }
        }

        return all;
    }

    private static GatewayChange Of(JournalChange change, BackupStore backups, HashSet<int> kept)
    {
        bool isKept = kept.Contains(change.Id);
        GatewayChange view = change.ToChange(file => isKept ? backups.PathOf(change.Id, file.Backup) : null);
        view.Diff = isKept ? backups.ReadDiff(change.Id) : string.Empty;
        return view;
    }
}
