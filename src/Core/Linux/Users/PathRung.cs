namespace Nginx502.Linux;

/// <summary>One step on the way to a path, with who may pass it.</summary>
/// <param name="Path">The name, without links.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Access">Who may do what with it.</param>
public sealed record PathRung(string Path, FileKind Kind, FileAccessRule Access)
{
    /// <summary>When its owner, group, mode, access list or name was changed after its content, UTC; null when that cannot be told.</summary>
    internal DateTime? RightsChangeTime { get; init; }
}
