using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm.Reading;

public class FpmAccessFormatTests
{
    [Theory]
    [InlineData("%R - %u %t \"%m %r%Q%q\" %s %f %{milliseconds}d %{kilobytes}M %C%%")]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("%{%d/%b}t %{X}e %{Content-Type}o %{MEGA}M %{}f")]
    [InlineData("%{a}{b}e")]
    public void Formats_that_php_fpm_takes(string format) => Assert.Null(FpmAccessFormat.Problem(format));

    [Theory]
    [InlineData("%Z", "Invalid token in the access.format (%Z)")]
    [InlineData("%{seconds", "missing closing embrace in the access.format")]
    [InlineData("%{seconds}", "missing closing embrace in the access.format")]
    [InlineData("%{hours}d", "only 'seconds', 'milli', 'milliseconds', 'micro' or 'microseconds' are allowed as a modifier for %d ('hours')")]
    [InlineData("%{all}C", "only 'total', 'user' or 'system' are allowed as a modifier for %C ('all')")]
    [InlineData("%{giga}M", "only 'bytes', 'kilo', 'kilobytes', 'mega' or 'megabytes' are allowed as a modifier for %M ('giga')")]
    [InlineData("%e", "the name of the environment variable must be set between embraces for %e")]
    [InlineData("%o", "the name of the header must be set between embraces for %o")]
    [InlineData("%{x}f", "embrace is not allowed for modifier %f")]
    public void Formats_that_it_refuses_with_its_words(string format, string problem) => Assert.Equal(problem, FpmAccessFormat.Problem(format));
}
