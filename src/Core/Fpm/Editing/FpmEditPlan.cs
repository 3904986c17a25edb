namespace Nginx502;

/// <summary>What a change of directives makes of the files, worked out and checked before any file is touched.</summary>
public sealed record FpmEditPlan
{
    /// <summary>The files with their bytes before and after; empty when nothing is to be changed, or the change was refused.</summary>
    public IReadOnlyList<FileEdit> Edits { get; init; } = [];

    /// <summary>The directives that change.</summary>
    public IReadOnlyList<SettingChange> Changes { get; init; } = [];

    /// <summary>The directives that are as wanted already.</summary>
    public IReadOnlyList<FpmSetting> Unchanged { get; init; } = [];

    /// <summary>All rules that the change breaks, each with a sentence; nothing is edited unless it is empty.</summary>
    public IReadOnlyList<FpmBrokenRule> BrokenRules { get; init; } = [];

    /// <summary>What is to be said about the new values that is no reason to refuse them, as that <c>500ms</c> is 500 seconds.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Warnings { get; init; } = [];

    /// <summary>True when the change was refused.</summary>
    public bool IsRefused => BrokenRules.Count > 0;

    /// <summary>How all changes together take effect; <see cref="ChangeApplies.Live"/> when there are none.</summary>
    public ChangeApplies Applies => Changes.Count == 0 ? ChangeApplies.Live : Changes.Max(change => change.Applies);
}
