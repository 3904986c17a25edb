namespace Nginx502;

/// <summary>A time in which no recovery acts by itself, since somebody works on the machine. Its texts are safe to show.</summary>
/// <param name="Until">When it is over, local time.</param>
/// <param name="Reason">Why, in words of whoever asked.</param>
/// <param name="Since">When it was asked for, local time.</param>
public sealed record RecoverySuspension(DateTime Until, string Reason, DateTime Since)
{
    /// <summary>Until when, and why.</summary>
    public override string ToString() => $"until {Until:yyyy-MM-dd HH:mm:ss}: {Reason}";
}
