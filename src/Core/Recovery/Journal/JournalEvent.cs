namespace Nginx502.Recovery;

/// <summary>What a line of the journal says. A line is on the disk before what it announces is done.</summary>
internal enum JournalEvent
{
    /// <summary>A change begins: which files become what. Backups and staged files are made next.</summary>
    Begin,

    /// <summary>The staged files are put in place next; what was checked beforehand passed.</summary>
    Install,

    /// <summary>What could only be checked in place passed.</summary>
    Checked,

    /// <summary>The programs are told to take the files up next.</summary>
    Activate,

    /// <summary>The change holds. What was kept to put it back is removed next.</summary>
    Commit,

    /// <summary>Nothing of a change that holds is left to clear away.</summary>
    Close,

    /// <summary>The change failed: the files are put back next.</summary>
    RollBack,

    /// <summary>All files are as they were before.</summary>
    RolledBack,

    /// <summary>Not every file could be put back; the next run tries again.</summary>
    NotPutBack,

    /// <summary>Somebody changed a file since the change was interrupted: nothing more is done about it.</summary>
    LeftAlone,
}
