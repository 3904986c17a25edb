namespace Nginx502.Fpm;

/// <summary>Lines of one file that belong to a section, from its header, or from where an include led back, to the next one.</summary>
/// <param name="File">The file.</param>
/// <param name="First">The index of its first line.</param>
/// <param name="HasHeader">True when the first line holds the header.</param>
internal sealed record FpmSegment(FpmConfigurationFile File, int First, bool HasHeader)
{
    /// <summary>The index of its last line.</summary>
    public int Last { get; set; } = First;
}
