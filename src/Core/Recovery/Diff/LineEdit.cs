namespace Nginx502.Recovery;

/// <summary>A run of lines that differ: some of the old ones give way to some of the new ones.</summary>
/// <param name="OldStart">The first old line, from 0.</param>
/// <param name="OldCount">How many old lines go.</param>
/// <param name="NewStart">The first new line, from 0.</param>
/// <param name="NewCount">How many new lines come.</param>
internal readonly record struct LineEdit(int OldStart, int OldCount, int NewStart, int NewCount);
