namespace Nginx502.Nginx;

/// <summary>Which of the two releases that the table was read from have a directive in this way.</summary>
[Flags]
internal enum DirectiveReleases
{
    /// <summary>nginx 1.22.1.</summary>
    Old = 1,

    /// <summary>nginx 1.31.5-dev.</summary>
    New = 2,

    /// <summary>Both.</summary>
    Both = Old | New,
}
