namespace Nginx502.Nginx;

/// <summary>What ends a directive.</summary>
internal enum SyntaxDirectiveEnd
{
    /// <summary>Nothing: the file, or the block around it, ended before.</summary>
    Missing,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary><c>{</c>, with a block behind it.</summary>
    Block,
}
