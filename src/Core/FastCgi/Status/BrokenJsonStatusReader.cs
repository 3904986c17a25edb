using System.Text;

namespace Nginx502.FastCgi;

/// <summary>
/// Reads a status page that was meant to be JSON. php-fpm up to 8.2.32 prints the user and the script as the visitor sent them,
/// older ones the URI too (php-src: sapi/fpm/fpm/fpm_status.c; 8.2.36 was seen to escape all): a quote in them breaks the page.
/// The names and their order are known: a text ends where a name that comes later follows.
/// </summary>
internal static class BrokenJsonStatusReader
{
    private static readonly byte[][] PoolKeys = Keys(StatusNames.Pool);
    private static readonly byte[][] ProcessKeys = Keys(StatusNames.Process);

    /// <summary>Reads what can be read; false when it does not begin as such a page.</summary>
    public static bool TryRead(ReadOnlySpan<byte> page, StatusFields fields)
    {
        int processes = page.IndexOf("\"processes\":["u8);
        if (!page.TrimStart(" \r\n\t"u8).StartsWith("{"u8) || !ReadValues(processes < 0 ? page : page[..processes], StatusNames.Pool, PoolKeys, fields))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = processes < 0 ? [] : page[processes..];
        ReadOnlySpan<byte> first = "{\"pid\":"u8;
        int begin = rest.IndexOf(first);
        while (begin >= 0)
        {
            rest = rest[begin..];
            int next = EndOfProcess(rest);
            fields.BeginProcess();
            ReadValues(rest[..next], StatusNames.Process, ProcessKeys, fields);
            rest = rest[next..];
            begin = rest.IndexOf(first);
        }

        return true;
    }

    // A worker ends with its last name, so that a text with the beginning of another worker in it makes none.
    private static int EndOfProcess(ReadOnlySpan<byte> process)
    {
        int last = process.IndexOf(ProcessKeys[^1]);
        int end = last < 0 ? -1 : process[last..].IndexOf((byte)'}');
        return end < 0 ? process.Length : last + end + 1;
    }

    private static bool ReadValues(ReadOnlySpan<byte> text, string[] names, byte[][] keys, StatusFields fields)
    {
        bool found = false;
        for (int index = 0; index < keys.Length; index++)
        {
            int at = text.IndexOf(keys[index]);
            if (at < 0)
            {
                continue;
            }

            text = text[(at + keys[index].Length)..];
            ReadOnlySpan<byte> value = text[..EndOfValue(text, keys.AsSpan(index + 1))];
            fields.Add(Encoding.ASCII.GetBytes(names[index]), JsonEscapes.Decode(WithoutQuotes(value)));
            text = text[value.Length..];
            found = true;
        }

        return found;
    }

    // Behind a comma only: without one it is a part of what a visitor sent.
    private static int EndOfValue(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> laterKeys)
    {
        int end = text.Length;
        foreach (byte[] key in laterKeys)
        {
            int at = 0;
            while (text[at..end].IndexOf(key) is int found and >= 0)
            {
                at += found;
                if (at > 0 && text[at - 1] == ',')
                {
                    end = at - 1;
                    break;
                }

                at++;
            }
        }

        // The last value ends with the object.
        int brace = end == text.Length ? text.LastIndexOf((byte)'}') : -1;
        return brace >= 0 ? brace : end;
    }

    private static ReadOnlySpan<byte> WithoutQuotes(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> text = value.Trim(" \r\n"u8).TrimEnd(", "u8);
        text = text.StartsWith("\""u8) ? text[1..] : text;
        return text.EndsWith("\""u8) ? text[..^1] : text;
    }

    private static byte[][] Keys(string[] names) => Array.ConvertAll(names, name => Encoding.ASCII.GetBytes($"\"{name}\":"));
}
