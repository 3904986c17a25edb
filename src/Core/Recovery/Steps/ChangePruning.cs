namespace Nginx502.Recovery;

/// <summary>Removes backups that are kept no longer, and the journal's old files that tell only of such.</summary>
internal static class ChangePruning
{
    /// <summary>Removes what is outdated.</summary>
    /// <exception cref="ChangeException">Something could not be removed.</exception>
    public static void Prune(ChangeSession session)
    {
        IReadOnlyList<int> kept = session.Backups.Changes();
        if (kept.Count <= BackupRetention.NewestKept)
        {
            return;
        }

        IReadOnlyList<int> outdated = BackupRetention.Outdated(kept, session.Journal.Read(withOld: true).Changes, DateTimeOffset.Now);
        foreach (int change in outdated)
        {
            session.Backups.Remove(change);
        }

        session.Journal.RemoveBefore(kept.Except(outdated).First());
    }
}
