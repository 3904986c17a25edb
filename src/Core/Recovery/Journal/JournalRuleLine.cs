namespace Nginx502.Recovery;

/// <summary>The rules of the firewall that a change adds, as the journal holds them.</summary>
/// <param name="Mark">The text that every one of them carries as its comment, where its tool knows comments.</param>
/// <param name="Commands">What adds them, in order.</param>
/// <param name="UndoCommands">What takes them away again, in order. Each does no harm where the rule is gone already.</param>
/// <param name="IsFoundByMark">True for rules of nftables: they are taken away by their handle, which is looked up by the mark.</param>
internal sealed record JournalRuleLine(string Mark, IReadOnlyList<JournalCommandLine> Commands, IReadOnlyList<JournalCommandLine> UndoCommands, bool IsFoundByMark);
