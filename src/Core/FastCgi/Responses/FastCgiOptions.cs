namespace Nginx502;

/// <summary>How long an exchange may take, and how much may come of it.</summary>
public sealed record FastCgiOptions
{
    /// <summary>Ten seconds, 16 MiB, a header of 64 KiB.</summary>
    public static FastCgiOptions Default { get; } = new();

    /// <summary>The time for all of it: resolving a name, connecting, sending, receiving. Over means over, however lively the other side is.</summary>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>The most bytes to receive, records and all.</summary>
    public int MaximumBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 16 * 1024 * 1024;

    /// <summary>The most bytes of the response's header.</summary>
    public int MaximumHeaderBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 64 * 1024;
}
