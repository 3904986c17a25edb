namespace Nginx502.Logs;

/// <summary>What PHP itself says of scripts: <c>PHP Warning:  text in file on line 7</c> (php-src: main/main.c, php_error_cb).</summary>
internal static class FpmPhpText
{
    /// <summary>True when a text begins like one of PHP's messages.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> text) =>
        IsError(text) || IsWarning(text)
        || (text.StartsWith("PHP "u8)
            && (text[4..].StartsWith("Notice: "u8) || text[4..].StartsWith("Deprecated: "u8)
                || text[4..].StartsWith("message: "u8) || text[4..].StartsWith("Stack trace:"u8)));

    /// <summary>How grave it is, in php-fpm's words.</summary>
    public static FpmLogLevel LevelOf(ReadOnlySpan<byte> text) =>
        IsError(text) ? FpmLogLevel.Error : IsWarning(text) ? FpmLogLevel.Warning : FpmLogLevel.Notice;

    private static bool IsError(ReadOnlySpan<byte> text) =>
        text.StartsWith("PHP Fatal error: "u8) || text.StartsWith("PHP Parse error: "u8) || text.StartsWith("PHP Recoverable fatal error: "u8);

    private static bool IsWarning(ReadOnlySpan<byte> text) => text.StartsWith("PHP Warning: "u8);
}
