using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

public sealed class CheckOutputTests
{
    [Fact]
    public void What_nginx_prints_is_read_with_its_places()
    {
        IReadOnlyList<ConfigurationDiagnostic> found = NginxCheckOutput.Parse("""
            nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored
            nginx: [emerg] unknown directive "lis in ten" in /etc/nginx/my conf.d/a.conf:12
            2026/11/25 14:00:00 [emerg] 77#77: unknown directive "lis in ten" in /etc/nginx/my conf.d/a.conf:12
            nginx: [alert] could not open error log file: open() "/x" failed (13: Permission denied)
            nginx: [emerg] "worker_processes" directive is duplicate in command line
            nginx: configuration file /etc/nginx/nginx.conf test failed
            """);

        Assert.Equal(
            [
                (Severity.Warning, "NginxWarn", "conflicting server name \"a\" on 0.0.0.0:80, ignored", null, null),
                (Severity.Error, "NginxEmerg", "unknown directive \"lis in ten\"", "/etc/nginx/my conf.d/a.conf", 12),
                (Severity.Error, "NginxAlert", "could not open error log file: open() \"/x\" failed (13: Permission denied)", null, null),
                (Severity.Error, "NginxEmerg", "\"worker_processes\" directive is duplicate in command line", (string?)null, (int?)null),
            ],
            found.Select(diagnostic => (diagnostic.Severity, diagnostic.Id, diagnostic.Message, diagnostic.Path, diagnostic.LineNumber)));
        Assert.All(found, diagnostic => Assert.Equal("nginx", diagnostic.Source));
    }

    [Fact]
    public void What_php_fpm_prints_is_read_with_its_places()
    {
        IReadOnlyList<ConfigurationDiagnostic> found = FpmCheckOutput.Parse("""
            PHP Warning:  PHP Startup: Unable to load dynamic library 'x' in Unknown on line 0
            PHP:  syntax error, unexpected '=' in /etc/php/pool.d/www.conf on line 5
            [25-Nov-2026 13:49:08] ERROR: [/etc/php/pool.d/a]b.conf:3] unknown entry 'x'
            [25-Nov-2026 13:49:08] ERROR: [/etc/php/pool.d/www.conf:3] unknown entry 'x'
            [25-Nov-2026 13:49:08] WARNING: Nothing matches the include pattern '/x/*' from /y at line 4.
            [25-Nov-2026 13:49:08] ALERT: [pool www] pm.max_children must be a positive value
            [25-Nov-2026 13:49:08] ERROR: FPM initialization failed
            [25-Nov-2026 13:49:08] NOTICE: configuration file /etc/php-fpm.conf test is successful
            """);

        Assert.Equal(
            [
                (Severity.Warning, "PhpError", "PHP Startup: Unable to load dynamic library 'x'", null, null),
                (Severity.Error, "FpmSyntax", "syntax error, unexpected '='", "/etc/php/pool.d/www.conf", 5),
                (Severity.Error, "FpmError", "[/etc/php/pool.d/a]b.conf:3] unknown entry 'x'", null, null),
                (Severity.Error, "FpmError", "unknown entry 'x'", "/etc/php/pool.d/www.conf", 3),
                (Severity.Warning, "FpmWarning", "Nothing matches the include pattern '/x/*' from /y at line 4.", null, null),
                (Severity.Error, "FpmAlert", "[pool www] pm.max_children must be a positive value", null, null),
                (Severity.Error, "FpmError", "FPM initialization failed", (string?)null, (int?)null),
            ],
            found.Select(diagnostic => (diagnostic.Severity, diagnostic.Id, diagnostic.Message, diagnostic.Path, diagnostic.LineNumber)));
    }

    [Fact]
    public void What_is_shown_is_safe()
    {
        ConfigurationDiagnostic diagnostic = Assert.Single(NginxCheckOutput.Parse("nginx: [emerg] host not found in upstream \"http://user:secret@x\u001b[2J\" in /a\u001b.conf:1"));

        Assert.Equal(("host not found in upstream \"http://user:***@x\\x1B[2J\"", "/a\\x1B.conf"), (diagnostic.Message, diagnostic.Path!));
    }
}
