namespace Nginx502.Recovery;

/// <summary>How long backups are kept: 90 days, and 200 changes, and the newest 10 whatever their age.</summary>
internal static class BackupRetention
{
    /// <summary>How many days.</summary>
    public const int Days = 90;

    /// <summary>How many changes at most.</summary>
    public const int MostChanges = 200;

    /// <summary>How many of the newest are kept however old they are.</summary>
    public const int NewestKept = 10;

    /// <summary>The journal's file is put aside when it is longer than this.</summary>
    public const int JournalBytes = 1024 * 1024;

    /// <summary>The changes whose backups go.</summary>
    /// <param name="kept">The numbers of those that are kept now, in order.</param>
    /// <param name="changes">What the journal knows of them.</param>
    /// <param name="now">The time now.</param>
    public static IReadOnlyList<int> Outdated(IReadOnlyList<int> kept, IReadOnlyList<JournalChange> changes, DateTimeOffset now)
    {
        Dictionary<int, JournalChange> known = changes.ToDictionary(change => change.Id);
        return kept.SkipLast(NewestKept).Where((change, index) => IsOutdated(change, kept.Count - index)).ToArray();

        bool IsOutdated(int change, int fromNewest) => known.TryGetValue(change, out JournalChange? told)
            ? told.IsClosed && (fromNewest > MostChanges || told.Begin.Time < now.AddDays(-Days))
            : fromNewest > MostChanges;
    }
}
