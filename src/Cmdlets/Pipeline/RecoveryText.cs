namespace Nginx502.Pipeline;

/// <summary>What is shown before a step of a recovery.</summary>
internal static class RecoveryText
{
    /// <summary>Lines: why, what it disturbs, what it rests on, what it changes in files.</summary>
    public static string Describe(RecoveryStep step, string? note) => string.Join('\n', new[]
    {
        $"{step.Cause}: {step.Reason}",
        step.Disruption is { } disruption ? $"Disturbs: {disruption}" : "Disturbs nothing.",
        step.NotAloneReason is { } person ? $"Takes a person: {person}" : null,
        step.Refusal is { } refusal ? $"Would be refused now: {refusal}" : null,
        note,
        step.RestsOn.Length == 0 ? null : $"Seen: {string.Join("; ", step.RestsOn)}",
        step.Command is { } command ? $"By hand: {command}" : null,
        step.CanUndo ? "Can be undone." : "Cannot be undone.",
        step.Diff?.TrimEnd('\n'),
    }.OfType<string>());
}
