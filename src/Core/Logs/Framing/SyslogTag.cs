namespace Nginx502.Logs;

/// <summary>The host and the tag between a syslog time and its message: <c>host nginx: </c>, <c>host php-fpm8.2[123]: </c>, <c>nginx: </c>.</summary>
internal static class SyslogTag
{
    // A host name has at most 253 letters, an identifier of the journal is about as short.
    private const int MaxWord = 256;

    /// <summary>Removes a host and a tag, with the space before them.</summary>
    public static bool TryRemoveHostAndTag(ref ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        if (!TryTakeWord(ref rest, out ReadOnlySpan<byte> host) || host[^1] == ':' || !TryRemoveTag(ref rest))
        {
            return false;
        }

        line = rest;
        return true;
    }

    /// <summary>Removes a tag, with the space before it.</summary>
    public static bool TryRemoveTag(ref ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        if (!TryTakeWord(ref rest, out ReadOnlySpan<byte> tag) || tag.Length < 2 || tag[^1] != ':' || tag[..^1].Contains((byte)':'))
        {
            return false;
        }

        // One space belongs to the framing; what follows is the program's.
        line = rest.StartsWith(" "u8) ? rest[1..] : rest;
        return true;
    }

    /// <summary>Removes a tag that names a process, such as <c>app[web.1]:</c>, with the space before it.</summary>
    public static bool TryRemoveTagWithProcess(ref ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        if (!TryTakeWord(ref rest, out ReadOnlySpan<byte> tag) || !tag.EndsWith("]:"u8) || tag.IndexOf((byte)'[') <= 0)
        {
            return false;
        }

        return TryRemoveTag(ref line);
    }

    private static bool TryTakeWord(ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        word = [];
        if (line.IsEmpty || line[0] != ' ')
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[1..];
        int end = rest[..Math.Min(rest.Length, MaxWord)].IndexOf((byte)' ');
        if (end < 0 && rest.Length < MaxWord)
        {
            end = rest.Length;
        }

        if (end <= 0)
        {
            return false;
        }

        word = rest[..end];
        line = rest[end..];
        return true;
    }
}
