using CsCheck;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Services;

public sealed class UnitPropertiesTests
{
    [Fact]
    public void Units_are_divided_by_blank_lines()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> units = UnitProperties.Parse("Id=a.service\nA=1=2\nA=3\n\n\nId=b.service\nno property\n");

        Assert.Equal(["a.service", "b.service"], units.Select(unit => unit["Id"]));
        Assert.Equal("1=2\n3", units[0]["A"]);
    }

    [Theory]
    [InlineData("{ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on; ; ignore_errors=no ; pid=0 }", "/usr/sbin/nginx", "/usr/sbin/nginx -g daemon on;")]
    [InlineData("{ path=/usr/sbin/php-fpm ; argv[]=/usr/sbin/php-fpm ; ignore_errors=no }\n{ path=/x ; argv[]=/x }", "/usr/sbin/php-fpm", "/usr/sbin/php-fpm")]
    [InlineData("{ path=/a }", "/a", "/a")]
    public void Commands_are_read(string value, string path, string command) => Assert.Equal((path, command), UnitProperties.ReadCommand(value)!.Value);

    [Fact]
    public void No_command_is_none() => Assert.All(new[] { null, "", "{ }", "nonsense" }, value => Assert.Null(UnitProperties.ReadCommand(value)));

    [Fact]
    public void Any_text_is_read_without_failing() => Gen.String.Sample(text =>
    {
        _ = UnitProperties.Parse(text);
        _ = UnitProperties.ReadCommand(text);
        _ = SupervisorProgram.Parse(text);
        _ = SystemdTime.ParseDuration(text);
    });

    [Theory]
    [InlineData("1min 30s", 90_000L)]
    [InlineData("100ms", 100L)]
    [InlineData("10s", 10_000L)]
    [InlineData("0", 0L)]
    [InlineData("1.500s", 1_500L)]
    [InlineData("1h 2min", 3_720_000L)]
    [InlineData("1month", 2_629_800_000L)]
    [InlineData("infinity", null)]
    [InlineData("5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Durations_are_those_of_systemctl(string? text, long? milliseconds) => Assert.Equal(milliseconds, (long?)SystemdTime.ParseDuration(text)?.TotalMilliseconds);

    [Fact]
    public void Moments_are_counted_from_the_boot()
    {
        var now = new DateTime(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

        Assert.Equal(now.AddSeconds(-90), SystemdTime.ParseMoment("10000000", now, TimeSpan.FromSeconds(100)));
        Assert.All(new[] { "0", "", null, "x", "18446744073709551615" }, text => Assert.Null(SystemdTime.ParseMoment(text, now, TimeSpan.Zero)));
    }

    [Fact]
    public void Programs_of_supervisord_are_read()
    {
        const string text = """
            ; a comment
            [supervisord]
            nodaemon=true
            [program:php-fpm]
            command = /usr/sbin/php-fpm8.2 -F ; in the foreground
            autostart=false
            autorestart=true
            [program:empty]
            [include]
            files = conf.d/*.conf /etc/more.ini
            [program:nginx]
            command=nginx -g "daemon off;"
            """;

        Assert.Equal(
            [new SupervisorProgram("php-fpm", "/usr/sbin/php-fpm8.2 -F", false, "true"), new SupervisorProgram("nginx", "nginx -g \"daemon off;\"", true, "unexpected")],
            SupervisorProgram.Parse(text));
        Assert.Equal(["conf.d/*.conf", "/etc/more.ini"], SupervisorProgram.Includes(text));
    }
}
