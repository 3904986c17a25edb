namespace Nginx502.Linux;

/// <summary>What a package manager's log tells of one package. Its texts are safe to show.</summary>
/// <param name="Time">When, Kind Local.</param>
/// <param name="Action">What became of it.</param>
/// <param name="Name">Its name, without the processor that it is for.</param>
/// <param name="OldVersion">The version before; null for none, and where the log does not tell.</param>
/// <param name="NewVersion">The version since; null for none.</param>
internal sealed record PackageChange(DateTime Time, PackageAction Action, string Name, string? OldVersion, string? NewVersion)
{
    // What serves pages, what PHP needs to run, what pages ask, and what all of them stand on.
    private static readonly string[] Beginnings =
    [
        "php", "nginx", "libnginx-mod", "openresty", "apache2", "httpd", "mariadb", "mysql", "percona", "postgresql", "redis", "valkey", "memcached",
        "libc6", "glibc", "musl", "libssl", "openssl", "libpcre", "pcre", "systemd", "linux-image", "kernel", "libcurl", "curl", "libicu", "supervisor", "composer",
    ];

    /// <summary>True for a package that nginx, php-fpm or what they ask depends on.</summary>
    public bool Matters => Array.Exists(Beginnings, beginning => Name.StartsWith(beginning, StringComparison.Ordinal)) || Name.Contains("php", StringComparison.Ordinal);
}
