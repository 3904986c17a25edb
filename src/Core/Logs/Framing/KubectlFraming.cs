namespace Nginx502.Logs;

/// <summary><c>[pod/nginx-7c5d/nginx] …</c>, as <c>kubectl logs --prefix</c> prints it.</summary>
internal static class KubectlFraming
{
    // A pod's and a container's name have at most 253 and 63 letters.
    private const int MaxPrefix = 330;

    /// <summary>Removes the prefix; false when there is none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("[pod/"u8))
        {
            return false;
        }

        int end = line[..Math.Min(line.Length, MaxPrefix)].IndexOf("] "u8);
        if (end < 0 || line[..end].Contains((byte)' '))
        {
            return false;
        }

        line = line[(end + 2)..];
        return true;
    }
}
