namespace Nginx502.Nginx;

/// <summary>
/// Blocks whose content is a program. Lua (openresty: lua-nginx-module, util/gen-lexer-c): strings, long brackets and comments are passed
/// over, so that braces in them do not count; a quote without its fellow in the same line is none. PHP (ngx-php:
/// src/ngx_php_conf_file.c, ngx_php_conf_read_token): braces are counted, wherever they stand.
/// </summary>
internal static class RawBlock
{
    /// <summary>True for the name of such a block: <c>content_by_lua_block</c>.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => name.EndsWith("_by_lua_block"u8) || name.EndsWith("_by_php_block"u8);

    /// <summary>The brace that ends the block; -1 when the file ends before it.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="start">The byte behind the opening brace.</param>
    /// <param name="name">The block's name.</param>
    public static int FindEnd(ReadOnlySpan<byte> bytes, int start, ReadOnlySpan<byte> name)
    {
        bool isLua = !name.EndsWith("_by_php_block"u8);
        int depth = 1;
        int at = start;
        while (at < bytes.Length)
        {
            int mark = bytes[at..].IndexOfAny("{}[-\"'"u8);
            if (mark < 0)
            {
                return -1;
            }

            at += mark;
            depth += bytes[at] switch { (byte)'{' => 1, (byte)'}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }

            int length = isLua ? LengthOfLua(bytes[at..]) : 1;
            if (length < 0)
            {
                return -1;
            }

            at += length;
        }

        return -1;
    }

    // What stands at the beginning: a comment, a string, a bracket or a single byte. -1 when a long bracket does not end.
    private static int LengthOfLua(ReadOnlySpan<byte> text)
    {
        bool isComment = text.StartsWith("--"u8);
        int prefix = isComment ? 2 : 0;
        int level = LongBracketLevel(text[prefix..]);
        if (level >= 0)
        {
            int opening = prefix + level + 2;
            int end = FindLongBracketEnd(text[opening..], level);
            return end < 0 ? -1 : opening + end;
        }

        if (isComment)
        {
            int lineEnd = text.IndexOf((byte)'\n');
            return lineEnd < 0 ? text.Length : lineEnd;
        }

        return text[0] is (byte)'"' or (byte)'\'' ? LengthOfString(text) : 1;
    }

    // [==[ has level 2; -1 for what is no long bracket.
    private static int LongBracketLevel(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '[')
        {
            return -1;
        }

        int level = text[1..].IndexOfAnyExcept((byte)'=');
        return level >= 0 && text[1 + level] == '[' ? level : -1;
    }

    private static int FindLongBracketEnd(ReadOnlySpan<byte> text, int level)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int bracket = text[at..].IndexOf((byte)']');
            if (bracket < 0)
            {
                return -1;
            }

            at += bracket;
            ReadOnlySpan<byte> rest = text[(at + 1)..];
            if (rest.Length > level && rest[level] == ']' && rest[..level].IndexOfAnyExcept((byte)'=') < 0)
            {
                return at + level + 2;
            }
        }

        return -1;
    }

    private static int LengthOfString(ReadOnlySpan<byte> text)
    {
        for (int at = 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == text[0])
            {
                return at + 1;
            }

            if (text[at] == '\\')
            {
                at++;
                if (at < text.Length && text[at] == '\n')
                {
                    break;
                }
            }
        }

        return 1;
    }
}
