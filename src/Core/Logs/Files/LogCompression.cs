namespace Nginx502.Logs;

/// <summary>How a log file is packed, told by its first bytes.</summary>
public enum LogCompression
{
    /// <summary>Not packed.</summary>
    None,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878).</summary>
    Zstandard,
}
