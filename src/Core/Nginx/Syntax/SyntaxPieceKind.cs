namespace Nginx502.Nginx;

/// <summary>What a stretch of a configuration file is. Every byte of a file is of exactly one kind.</summary>
internal enum SyntaxPieceKind
{
    /// <summary>Spaces, tabs and line ends.</summary>
    Blank,

    /// <summary>From <c>#</c> to the end of the line, which is not part of it.</summary>
    Comment,

    /// <summary>One word of a directive, with its quotes.</summary>
    Word,

    /// <summary>The <c>;</c> behind a directive.</summary>
    Terminator,

    /// <summary>The <c>{</c> of a block.</summary>
    BlockOpen,

    /// <summary>The <c>}</c> of a block.</summary>
    BlockClose,

    /// <summary>What stands in a block of Lua or PHP.</summary>
    Raw,

    /// <summary>What nginx does not take where it stands.</summary>
    Damaged,
}
