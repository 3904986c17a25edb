namespace Nginx502.Inspection;

/// <summary>Where distributions and panels put nginx and php-fpm, their configurations and their logs. Patterns as of glob(3).</summary>
internal static class GatewayLayouts
{
    public const string NginxErrorLog = "/var/log/nginx/error.log";
    public const string NginxAccessLog = "/var/log/nginx/access.log";

    // Distributions and nginx.org; built by hand; OpenResty; FreeBSD's layout; control panels.
    public static readonly string[] NginxPrograms =
    [
        "/usr/sbin/nginx",
        "/usr/bin/nginx",
        "/usr/local/nginx/sbin/nginx",
        "/usr/local/sbin/nginx",
        "/usr/local/openresty/nginx/sbin/nginx",
        "/usr/local/bin/nginx",
        "/opt/nginx/sbin/nginx",
        "/www/server/nginx/sbin/nginx",
    ];

    // Debian, Red Hat, Alpine, Arch, Plesk, cPanel and nginx.org; its own default; FreeBSD's ports and Homebrew; OpenResty.
    public static readonly string[] NginxConfigurations =
    [
        "/etc/nginx/nginx.conf",
        "/usr/local/nginx/conf/nginx.conf",
        "/usr/local/etc/nginx/nginx.conf",
        "/usr/local/openresty/nginx/conf/nginx.conf",
        "/opt/nginx/conf/nginx.conf",
        "/opt/nginx/nginx.conf",
        "/www/server/nginx/conf/nginx.conf",
    ];

    // Debian's and Alpine's with the version in the name, Red Hat's; the official containers and built by hand; Arch; Remi's;
    // Plesk; cPanel; other panels.
    public static readonly string[] FpmPrograms =
    [
        "/usr/sbin/php-fpm*",
        "/usr/local/sbin/php-fpm*",
        "/usr/bin/php-fpm*",
        "/opt/remi/php*/root/usr/sbin/php-fpm",
        "/opt/plesk/php/*/sbin/php-fpm",
        "/opt/cpanel/ea-php*/root/usr/sbin/php-fpm",
        "/opt/php*/sbin/php-fpm",
        "/usr/local/php*/sbin/php-fpm",
        "/www/server/php/*/sbin/php-fpm",
    ];

    // Debian and Ubuntu; Red Hat; Remi's; Alpine and Arch; SUSE; the official containers and php-fpm's own default; Plesk; cPanel;
    // other panels.
    public static readonly string[] FpmConfigurations =
    [
        "/etc/php/*/fpm/php-fpm.conf",
        "/etc/php-fpm.conf",
        "/etc/opt/remi/php*/php-fpm.conf",
        "/etc/php*/php-fpm.conf",
        "/etc/php*/fpm/php-fpm.conf",
        "/usr/local/etc/php-fpm.conf",
        "/opt/plesk/php/*/etc/php-fpm.conf",
        "/opt/cpanel/ea-php*/root/etc/php-fpm.conf",
        "/opt/php*/etc/php-fpm.conf",
        "/usr/local/php*/etc/php-fpm.conf",
        "/www/server/php/*/etc/php-fpm.conf",
    ];

    public static readonly string[] FpmErrorLogs =
    [
        "/var/log/php*-fpm.log",
        "/var/log/php-fpm/error.log",
        "/var/opt/remi/php*/log/php-fpm/error.log",
        "/var/log/php*/error.log",
        "/usr/local/var/log/php-fpm.log",
    ];

    public static readonly string[] FpmSlowLogs =
    [
        "/var/log/php-fpm/*slow.log",
        "/var/opt/remi/php*/log/php-fpm/*slow.log",
        "/var/log/php*/*slow.log",
        "/var/log/php*slow.log",
    ];
}
