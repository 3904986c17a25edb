namespace Nginx502.Logs;

/// <summary>
/// <c>nginx-1  | …</c>, as <c>docker compose logs</c> and <c>up</c> print it, and <c>web.1.id@node    | …</c> of
/// <c>docker service logs</c>, <c>[nginx] | …</c> of podman-compose, plain or with the name in colour.
/// </summary>
internal static class ComposeFraming
{
    // The longest name that Docker makes (service names of 63, a slot, a task id, a node name) stays below this.
    private const int MaxPrefix = 256;

    /// <summary>Removes the prefix; false when there is none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        int bar = line[..Math.Min(line.Length, MaxPrefix)].IndexOf((byte)'|');
        if (bar < 2 || line[bar - 1] != ' ')
        {
            return false;
        }

        ReadOnlySpan<byte> name = line[..bar].TrimEnd((byte)' ');
        if (name.Length > 2 && name[0] == '[' && name[^1] == ']')
        {
            name = name[1..^1];
        }

        if (name.IsEmpty || !char.IsAsciiLetterOrDigit((char)name[0]) || !IsName(name))
        {
            return false;
        }

        // "name | ESC[0mtext" and "name |ESC[0m text": the colour ends on either side of the space.
        ReadOnlySpan<byte> rest = line[(bar + 1)..];
        rest = rest[AnsiColour.LengthAtStart(rest)..];
        if (!rest.IsEmpty)
        {
            if (rest[0] != ' ')
            {
                return false;
            }

            rest = rest[1..];
        }

        line = rest[AnsiColour.LengthAtStart(rest)..];
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte letter in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'-' or (byte)'_' or (byte)'.' or (byte)'@'))
            {
                return false;
            }
        }

        return true;
    }
}
