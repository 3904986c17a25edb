namespace Nginx502;

/// <summary>What was read of the journal of changes.</summary>
/// <param name="Changes">The changes, the oldest first.</param>
/// <param name="UnreadableLines">How many of its lines could not be read.</param>
/// <param name="Failure">Why it could not be read; null when it was.</param>
public sealed record ChangeJournalContent(IReadOnlyList<GatewayChange> Changes, int UnreadableLines, ChangeFailure? Failure);
