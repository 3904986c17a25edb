namespace Nginx502.Fpm;

/// <summary>What a line of a configuration is to php-fpm.</summary>
internal enum IniLineKind
{
    /// <summary>Nothing stands on it.</summary>
    Blank,

    /// <summary>A comment, <c>; so</c>.</summary>
    Comment,

    /// <summary>One or more section headers, <c>[www]</c>, and nothing else but a comment.</summary>
    Section,

    /// <summary>It sets something; a section header may stand before it.</summary>
    Entry,

    /// <summary>php-fpm's parser gives up on it.</summary>
    Damaged,
}
