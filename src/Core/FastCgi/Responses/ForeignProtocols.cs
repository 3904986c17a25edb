using System.Text;

namespace Nginx502.FastCgi;

/// <summary>Tells other protocols by their first bytes.</summary>
internal static class ForeignProtocols
{
    private static readonly (byte[] Opening, ForeignProtocol Protocol)[] Openings = Table(
        ("HTTP/", ForeignProtocol.Http),
        ("<html", ForeignProtocol.Http),
        ("<HTML", ForeignProtocol.Http),
        ("<!DOCTYP", ForeignProtocol.Http),
        ("<!doctyp", ForeignProtocol.Http),
        ("\u0015\u0003", ForeignProtocol.Tls),
        ("\u0016\u0003", ForeignProtocol.Tls),
        ("Status: ", ForeignProtocol.CgiText),
        ("Content-", ForeignProtocol.CgiText),
        ("X-Powere", ForeignProtocol.CgiText),
        ("PHP ", ForeignProtocol.PhpText),
        ("<br />\n", ForeignProtocol.PhpText),
        ("\nFatal e", ForeignProtocol.PhpText),
        ("\nWarning", ForeignProtocol.PhpText),
        ("\nParse e", ForeignProtocol.PhpText),
        ("-ERR", ForeignProtocol.Redis),
        ("-DENIED", ForeignProtocol.Redis),
        ("-NOAUTH", ForeignProtocol.Redis),
        ("ERROR\r\n", ForeignProtocol.Memcached),
        ("E\0\0", ForeignProtocol.PostgreSql),
        ("SSH-", ForeignProtocol.Ssh),
        ("220 ", ForeignProtocol.MailOrFtp),
        ("220-", ForeignProtocol.MailOrFtp));

    /// <summary>What begins so.</summary>
    /// <param name="opening">The first bytes, at most eight: as many as a FastCGI header has.</param>
    public static ForeignProtocol Guess(ReadOnlySpan<byte> opening)
    {
        foreach ((byte[] known, ForeignProtocol protocol) in Openings)
        {
            if (opening.StartsWith(known))
            {
                return protocol;
            }
        }

        return opening switch
        {
            // A server of HTTP/2 begins with a frame of settings (RFC 9113, section 3.4): type 4 on stream 0.
            [0, 0, _, 4, _, 0, 0, 0] => ForeignProtocol.Http,

            // Its first packet, of less than 256 bytes: a greeting of protocol 10, or an error.
            [_, 0, 0, 0, 0x0A or 0xFF, ..] => ForeignProtocol.MySql,
            _ => ForeignProtocol.Unknown,
        };
    }

    /// <summary>What it is, in words: 'a web server (HTTP)'; null when it is not known.</summary>
    public static string? Describe(ForeignProtocol protocol) => protocol switch
    {
        ForeignProtocol.Http => "a web server (HTTP)",
        ForeignProtocol.Tls => "a server that wants TLS",
        ForeignProtocol.CgiText => "a program that prints a CGI answer without FastCGI around it",
        ForeignProtocol.PhpText => "PHP that prints an error outside of a request",
        ForeignProtocol.Redis => "Redis",
        ForeignProtocol.Memcached => "Memcached",
        ForeignProtocol.MySql => "MySQL or MariaDB",
        ForeignProtocol.PostgreSql => "PostgreSQL",
        ForeignProtocol.Ssh => "an SSH server",
        ForeignProtocol.MailOrFtp => "a mail or FTP server",
        _ => null,
    };

    private static (byte[] Opening, ForeignProtocol Protocol)[] Table(params (string Opening, ForeignProtocol Protocol)[] rows) =>
        Array.ConvertAll(rows, row => (Encoding.Latin1.GetBytes(row.Opening), row.Protocol));
}
