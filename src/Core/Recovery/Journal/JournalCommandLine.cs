namespace Nginx502.Recovery;

/// <summary>A program that a change runs, as the journal holds it.</summary>
/// <param name="Program">Its full path.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record JournalCommandLine(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>As a person would type it.</summary>
    public string ToText() => string.Join(' ', Arguments.Select(PasteText.Shell).Prepend(Path.GetFileName(Program)));
}
