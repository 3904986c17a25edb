namespace Nginx502;

/// <summary>A file that is another one than a running program has read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Time">When it was written last, or put in its place, local time.</param>
public sealed record ChangedFile(string Path, DateTime Time)
{
    /// <summary>The file.</summary>
    public override string ToString() => Path;
}
