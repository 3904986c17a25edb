namespace Nginx502;

/// <summary>How many requests got no answer for one reason.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Count">How many.</param>
/// <param name="ErrorNumber">The kernel's error of the last of them; 0 when it was none of the kernel's.</param>
public sealed record LoadErrorCount(LoadErrorKind Kind, long Count, int ErrorNumber)
{
    /// <summary>Both.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} x {Count}");
}
