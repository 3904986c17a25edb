namespace Nginx502;

/// <summary>A file of a monitor that is written or removed.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Before">What it holds now; null when there is none.</param>
/// <param name="After">What it is to hold; null for none.</param>
public sealed record MonitorFileChange(string Path, string? Before, string? After)
{
    /// <summary>True when it is to be another than it is.</summary>
    public bool IsChanged => Before != After;
}
