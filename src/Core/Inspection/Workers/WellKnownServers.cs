namespace Nginx502.Inspection;

/// <summary>What usually listens at a port or a path. A guess: anybody may listen anywhere.</summary>
internal static class WellKnownServers
{
    /// <summary>The server that usually has a port; null when none does.</summary>
    public static string? AtPort(int port) => port switch
    {
        25 or 465 or 587 => "SMTP",
        53 => "DNS",
        80 or 8080 => "HTTP",
        443 or 8443 => "HTTPS",
        389 or 636 => "LDAP",
        1433 => "SQL Server",
        1521 => "Oracle",
        3306 or 33060 => "MySQL",
        5432 => "PostgreSQL",
        6432 => "PgBouncer",
        5672 or 5671 => "RabbitMQ",
        6379 => "Redis",
        9000 => "php-fpm",
        9200 => "Elasticsearch",
        11211 => "memcached",
        27017 => "MongoDB",
        _ => null,
    };

    /// <summary>The server that usually has such a unix socket; null when none does.</summary>
    public static string? AtPath(string path) =>
        Has(path, "mysql") || Has(path, "maria") ? "MySQL"
        : Has(path, "PGSQL") || Has(path, "postgres") ? "PostgreSQL"
        : Has(path, "redis") || Has(path, "valkey") ? "Redis"
        : Has(path, "memcached") ? "memcached"
        : Has(path, "php") ? "php-fpm"
        : null;

    private static bool Has(string path, string word) => path.Contains(word, StringComparison.OrdinalIgnoreCase);
}
