using System.Text;
using CsCheck;

namespace Nginx502.UnitTests.Fpm.Editing;

public class FpmLineMaskTests
{
    [Theory]
    [InlineData("env[DB_PASSWORD] = hunter2", "env[DB_PASSWORD] = ***")]
    [InlineData("  env[DB_PASSWORD]=\"hunter2\" ; the password hunter2\r\n", "  env[DB_PASSWORD]=*** ***")]
    [InlineData(";env[DB_PASSWORD] = hunter2", ";env[DB_PASSWORD] = ***")]
    [InlineData("; env[X] = hunter2", "; env[X] = ***")]
    [InlineData("#env[X] = hunter2", "#env[X] = ***")]
    [InlineData("env[PATH] = /usr/bin:/bin ; so", "env[PATH] = /usr/bin:/bin ; so")]
    [InlineData("env[X] = $X", "env[X] = $X")]
    [InlineData("env[X] = ${X}", "env[X] = ${X}")]
    [InlineData("env[X] = ${X:-hunter2}", "env[X] = ***")]
    [InlineData("env[X] = \"${X}hunter2\"", "env[X] = ***")]
    [InlineData("env[X] = \"\"", "env[X] = \"\"")]
    [InlineData("env[X] = hun;ter2", "env[X] = *** ***")]
    [InlineData("env[X] = hun=ter2", "env[X] = *** ***")]
    [InlineData("env[X] = \"hunter2", "env[X] = ***")]
    [InlineData("env[X] hunter2 = y", "env[X] hunter2 = ***")]
    [InlineData("[www] env[X] = hunter2", "[www] env[X] = ***")]
    [InlineData("env[A]=hunter2\renv[B]=hunter2", "env[A]=*** ***")]
    [InlineData("php_admin_value[session.save_path] = \"tcp://10.0.0.1:6379?auth=hunter2\"", "php_admin_value[session.save_path] = ***")]
    [InlineData("php_value[newrelic.license_token] = hunter2", "php_value[newrelic.license_token] = ***")]
    [InlineData("php_admin_value[sendmail_path] = \"/usr/bin/msmtp --password=hunter2 -t\"", "php_admin_value[sendmail_path] = \"/usr/bin/msmtp --password=*** -t\"")]
    [InlineData("php_value[x] = redis://user:hunter2@10.0.0.1/0", "php_value[x] = redis://user:***@10.0.0.1/0")]
    [InlineData("; mysql://root:hunter2@db", "; mysql://root:***@db")]
    [InlineData("; the password = hunter2", "; the password = ***")]
    [InlineData("php_admin_value[memory_limit] = 256M", "php_admin_value[memory_limit] = 256M")]
    [InlineData("pm.max_children = 5 ; five", "pm.max_children = 5 ; five")]
    [InlineData("[www]", "[www]")]
    [InlineData("", "")]
    [InlineData("a\u001b2J = b", "a\\x1B2J = b")]
    [InlineData("a\u001b[2J = b", "a\\x1B[2J = ***")]
    public void Secrets_are_masked_and_all_else_stays(string line, string expected) => Assert.Equal(expected, FpmLineMask.Mask(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void However_a_line_is_written_the_secret_is_not_shown() => Gen.Select(
        Gen.OneOf("env[DB_PASSWORD]", "env[x]", ";env[A]", "php_admin_value[db.password]", "[www] env[A]", " env [ A ]"),
        Gen.OneOf("=", " = ", "\t=  ", " = \"", " = '", " = (", " = a ", " = \"a\" "),
        Gen.OneOf("", "\"", "'", ";x", " ; x", ")", "$", "|5", "\r", "\\\""))
        .Sample((name, equals, tail) => !FpmLineMask.Mask(Encoding.ASCII.GetBytes($"{name}{equals}hunter2{tail}")).Contains("hunter2", StringComparison.Ordinal), iter: 3000);
}
