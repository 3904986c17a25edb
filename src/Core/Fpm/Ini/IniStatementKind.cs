namespace Nginx502.Fpm;

/// <summary>The statements of the grammar (php-src: Zend/zend_ini_parser.y).</summary>
internal enum IniStatementKind
{
    /// <summary><c>[name]</c>.</summary>
    Section,

    /// <summary><c>name = value</c>.</summary>
    Entry,

    /// <summary><c>name[key] = value</c>.</summary>
    KeyedEntry,

    /// <summary>A name without <c>=</c>: the grammar takes it, php-fpm does not.</summary>
    BareName,
}
