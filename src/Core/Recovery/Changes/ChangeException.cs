namespace Nginx502.Recovery;

/// <summary>Carries a failure from where it happens to where the change is put back. It never leaves this room.</summary>
internal sealed class ChangeException(ChangeFailure failure) : Exception(failure.ToString())
{
    /// <summary>The failure.</summary>
    public ChangeFailure Failure { get; } = failure;
}
