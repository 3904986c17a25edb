using System.Text;

namespace Nginx502.FastCgi;

/// <summary>
/// The status of a CGI answer as nginx takes it (nginx: src/http/modules/ngx_http_fastcgi_module.c,
/// ngx_http_fastcgi_process_header): the first three digits of <c>Status</c>; without it 302 with a <c>Location</c>, else 200.
/// </summary>
internal static class CgiStatus
{
    /// <summary>Digits of a status.</summary>
    public const int Digits = 3;

    private const int Ok = 200;
    private const int Found = 302;

    /// <summary>The status; null when the header has no end, or its status is none. Makes no garbage.</summary>
    /// <param name="output">The whole output.</param>
    /// <param name="maximum">The most bytes that the header may have.</param>
    public static int? Read(ReadOnlySpan<byte> output, int maximum)
    {
        int? status = Ok;
        bool isSaid = false;
        CgiLines lines = new(output[..Math.Min(output.Length, maximum)]);
        while (lines.MoveNext())
        {
            if (!isSaid && Ascii.EqualsIgnoreCase(lines.Name, "Status"u8))
            {
                isSaid = true;
                status = Parse(lines.Value);
            }
            else if (!isSaid && Ascii.EqualsIgnoreCase(lines.Name, "Location"u8))
            {
                status = Found;
            }
        }

        return lines.HasEnded ? status : null;
    }

    private static int? Parse(ReadOnlySpan<byte> value)
    {
        if (value.Length < Digits || value[..Digits].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        return ((value[0] - '0') * 100) + ((value[1] - '0') * 10) + (value[2] - '0');
    }
}
