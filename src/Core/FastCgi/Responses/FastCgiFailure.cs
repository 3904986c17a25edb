namespace Nginx502;

/// <summary>Why an exchange gave no good answer, and where it ended. Its texts are safe to show.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Phase">How far it had come.</param>
/// <param name="Message">What happened, a sentence.</param>
/// <param name="ErrorNumber">The number of the kernel's error; 0 when it is none of the kernel's.</param>
/// <param name="ForeignProtocol">What is spoken instead, when it is no FastCGI.</param>
public sealed record FastCgiFailure(
    FastCgiFailureKind Kind,
    FastCgiPhase Phase,
    string Message,
    int ErrorNumber = 0,
    ForeignProtocol ForeignProtocol = ForeignProtocol.Unknown)
{
    /// <summary>The kernel's error by its name; <see cref="Errno.None"/> when it is none of the kernel's. Others than those of the enumeration stay numbers.</summary>
    public Errno Errno => (Errno)ErrorNumber;

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
