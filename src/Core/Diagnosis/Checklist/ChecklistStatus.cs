namespace Nginx502;

/// <summary>What became of an item of the checklist.</summary>
public enum ChecklistStatus
{
    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>It works, and it is surely not meant, or will hurt.</summary>
    Warning,

    /// <summary>It is wrong: visitors get errors, or are about to.</summary>
    Failed,

    /// <summary>There is nothing of the kind to look at.</summary>
    Skipped,

    /// <summary>It could not be looked at.</summary>
    NotSeen,
}
