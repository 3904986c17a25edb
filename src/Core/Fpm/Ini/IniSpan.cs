namespace Nginx502.Fpm;

/// <summary>A part of a file's bytes.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last one.</param>
internal readonly record struct IniSpan(int Start, int End)
{
    /// <summary>How many bytes it has.</summary>
    public int Length => End - Start;
}
