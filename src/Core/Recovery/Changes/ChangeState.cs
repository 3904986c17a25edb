namespace Nginx502;

/// <summary>What became of a change.</summary>
public enum ChangeState
{
    /// <summary>Only looked at, as with <c>-WhatIf</c>: nothing was written anywhere.</summary>
    Planned,

    /// <summary>All files already were as wanted: nothing was done.</summary>
    Unchanged,

    /// <summary>Refused before anything was done to a file.</summary>
    Refused,

    /// <summary>Another process is at it right now.</summary>
    InProgress,

    /// <summary>Done: all files hold what they should.</summary>
    Committed,

    /// <summary>It failed or was interrupted, and all files are as they were before.</summary>
    RolledBack,

    /// <summary>Done, and undone by a later change.</summary>
    Undone,

    /// <summary>The process was killed in the middle of it; the next change finishes it or puts it back.</summary>
    Unfinished,

    /// <summary>It failed, and not every file is as before: <see cref="ChangeFailure.Problem"/> says what is where.</summary>
    Failed,
}
