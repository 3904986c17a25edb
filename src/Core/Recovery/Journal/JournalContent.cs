namespace Nginx502.Recovery;

/// <summary>What a journal holds.</summary>
/// <param name="Changes">The changes, in the order in which they were begun.</param>
/// <param name="UnreadableLines">How many lines could not be read; the last one, cut by a crash, is not counted.</param>
/// <param name="EndsTorn">True when its last line has no end.</param>
/// <param name="IsNewer">True when a newer version wrote to it.</param>
/// <param name="Length">The bytes of its current file.</param>
internal sealed record JournalContent(IReadOnlyList<JournalChange> Changes, int UnreadableLines, bool EndsTorn, bool IsNewer, int Length);
