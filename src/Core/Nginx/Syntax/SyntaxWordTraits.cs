namespace Nginx502.Nginx;

/// <summary>What is to be known of a word's bytes, so that most words need not be looked at again.</summary>
[Flags]
internal enum SyntaxWordTraits : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It stands in quotes.</summary>
    Quoted = 1,

    /// <summary>It holds a <c>$</c>.</summary>
    Dollar = 2,

    /// <summary>It holds a backslash.</summary>
    Backslash = 4,
}
