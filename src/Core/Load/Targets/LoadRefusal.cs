namespace Nginx502;

/// <summary>Why no load is put on a target. Its texts are safe to show.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Target">The target.</param>
/// <param name="Message">The reason, a sentence.</param>
public sealed record LoadRefusal(LoadRefusalReason Reason, string Target, string Message)
{
    /// <summary>The reason.</summary>
    public override string ToString() => Message;
}
