namespace Nginx502.Diagnosis;

/// <summary>One check of the checklist.</summary>
internal interface IChecklistCheck
{
    /// <summary>The phase that it belongs to.</summary>
    ChecklistPhase Phase { get; }

    /// <summary>What is checked, a few words.</summary>
    string Name { get; }

    /// <summary>The items, at least one.</summary>
    IEnumerable<ChecklistItem> Check(ChecklistContext context);
}
