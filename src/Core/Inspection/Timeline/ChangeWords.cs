namespace Nginx502.Inspection;

/// <summary>How the texts of changes end of which nothing is left, by which a timeline tells them from others.</summary>
internal static class ChangeWords
{
    /// <summary>It failed, and all is as it was.</summary>
    public const string PutBack = ", failed and put back";

    /// <summary>A later change took it back, whose text names it.</summary>
    public const string UndoneLater = ", undone later";
}
