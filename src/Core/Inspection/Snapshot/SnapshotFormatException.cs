namespace Nginx502;

/// <summary>A text is no snapshot.</summary>
public sealed class SnapshotFormatException : Exception
{
    internal SnapshotFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
