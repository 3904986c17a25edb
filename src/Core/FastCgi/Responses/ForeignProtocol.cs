namespace Nginx502;

/// <summary>What else than FastCGI is spoken where php-fpm was expected, as far as the first eight bytes tell.</summary>
public enum ForeignProtocol
{
    /// <summary>The bytes tell nothing.</summary>
    Unknown,

    /// <summary>A web server: nginx itself, or an application that speaks HTTP.</summary>
    Http,

    /// <summary>A server that wants an encrypted connection.</summary>
    Tls,

    /// <summary>A program that prints a CGI answer without a protocol around it, as SCGI and CGI do.</summary>
    CgiText,

    /// <summary>What PHP prints when it fails outside a request.</summary>
    PhpText,

    /// <summary>Redis, or a program with its protocol.</summary>
    Redis,

    /// <summary>Memcached.</summary>
    Memcached,

    /// <summary>MySQL or MariaDB.</summary>
    MySql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>An SSH server.</summary>
    Ssh,

    /// <summary>A mail or FTP server: it greets with 220.</summary>
    MailOrFtp,
}
