namespace Nginx502;

/// <summary>How a recovery speaks with whoever runs it.</summary>
public interface IRecoveryDialogue
{
    /// <summary>True when a step may be done. Asked only where a person watches.</summary>
    /// <param name="step">The step, with what it disturbs.</param>
    /// <param name="note">What else is to be known, a sentence: how often it was done of late; null for nothing.</param>
    bool Allows(RecoveryStep step, string? note);

    /// <summary>Tells what goes on, a few words.</summary>
    void Tell(string text);

    /// <summary>Warns of what could not be done beside: somebody who was not told, say. A sentence without secrets.</summary>
    void Warn(string text);
}
