using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Nginx502.Linux;

/// <summary>An address as the tables of /proc/PID/net have it: <c>0100007F:2328</c>.</summary>
internal static class KernelAddress
{
    /// <summary>Reads one. It is written in words of four bytes, each in the machine's own order.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? address)
    {
        const int wordDigits = 8;
        address = null;
        string[] parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length % wordDigits != 0 || parts[0].Length == 0 || !ushort.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort port))
        {
            return false;
        }

        byte[] bytes = new byte[parts[0].Length / 2];
        for (int at = 0; at < parts[0].Length; at += wordDigits)
        {
            if (!uint.TryParse(parts[0].AsSpan(at, wordDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word))
            {
                return false;
            }

            BitConverter.TryWriteBytes(bytes.AsSpan(at / 2), word);
        }

        address = new IPEndPoint(new IPAddress(bytes), port);
        return true;
    }
}
