namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>A person who says yes to everything.</summary>
internal sealed class SilentDialogue : IRecoveryDialogue
{
    public bool Allows(RecoveryStep step, string? note) => true;

    public void Tell(string text)
    {
    }

    public void Warn(string text)
    {
    }
}
