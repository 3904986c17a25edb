using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm.Reading;

public class FpmValueReaderTests
{
    [Theory]
    [InlineData(FpmDirectiveKind.Integer, "5", "5")]
    [InlineData(FpmDirectiveKind.Integer, "", "0")]
    [InlineData(FpmDirectiveKind.Integer, "-", "0")]
    [InlineData(FpmDirectiveKind.Integer, "-007", "-7")]
    [InlineData(FpmDirectiveKind.Integer, "4294967297", "1")]
    [InlineData(FpmDirectiveKind.Integer, "9223372036854775808", "-1")]
    [InlineData(FpmDirectiveKind.Integer, "-9223372036854775809", "0")]
    [InlineData(FpmDirectiveKind.Duration, "30", "30")]
    [InlineData(FpmDirectiveKind.Duration, "30s", "30")]
    [InlineData(FpmDirectiveKind.Duration, "5m", "300")]
    [InlineData(FpmDirectiveKind.Duration, "2h", "7200")]
    [InlineData(FpmDirectiveKind.Duration, "1d", "86400")]
    [InlineData(FpmDirectiveKind.Duration, "500ms", "500")]
    [InlineData(FpmDirectiveKind.Duration, "1.5s", "1")]
    [InlineData(FpmDirectiveKind.Duration, "abcs", "0")]
    [InlineData(FpmDirectiveKind.Duration, "s", "0")]
    [InlineData(FpmDirectiveKind.Duration, "-5", "-5")]
    [InlineData(FpmDirectiveKind.Duration, " +5", "5")]
    [InlineData(FpmDirectiveKind.Boolean, "1", "yes")]
    [InlineData(FpmDirectiveKind.Boolean, "none", "no")]
    [InlineData(FpmDirectiveKind.LogLevel, "WARN", "WARNING")]
    [InlineData(FpmDirectiveKind.SyslogFacility, "local7", "184")]
    [InlineData(FpmDirectiveKind.SyslogFacility, "KERN", "0")]
    [InlineData(FpmDirectiveKind.CoreLimit, "UNLIMITED", "-1")]
    [InlineData(FpmDirectiveKind.CoreLimit, "0", "0")]
    [InlineData(FpmDirectiveKind.ProcessManager, "OnDemand", "ondemand")]
    [InlineData(FpmDirectiveKind.Text, "", "")]
    public void Values_that_php_fpm_takes(FpmDirectiveKind kind, string text, string expected)
    {
        FpmValueReader.Read(kind, text, out string? value, out string? problem);

        Assert.Equal((expected, null), (value, problem));
    }

    [Theory]
    [InlineData(FpmDirectiveKind.Integer, "5 ", "is not a valid number (greater or equal than zero)")]
    [InlineData(FpmDirectiveKind.Integer, "1,000", "is not a valid number (greater or equal than zero)")]
    [InlineData(FpmDirectiveKind.Integer, "--5", "is not a valid number (greater or equal than zero)")]
    [InlineData(FpmDirectiveKind.Duration, "", "invalid time value")]
    [InlineData(FpmDirectiveKind.Duration, "5min", "unknown suffix used in time value")]
    [InlineData(FpmDirectiveKind.Duration, "5M", "unknown suffix used in time value")]
    [InlineData(FpmDirectiveKind.Boolean, "Yes", "invalid boolean value")]
    [InlineData(FpmDirectiveKind.LogLevel, "info", "invalid value for 'log_level'")]
    [InlineData(FpmDirectiveKind.SyslogFacility, "", "invalid value")]
    [InlineData(FpmDirectiveKind.CoreLimit, "-1", "must be greater than zero or 'unlimited'")]
    [InlineData(FpmDirectiveKind.ProcessManager, "", "invalid process manager (static, dynamic or ondemand)")]
    public void Values_that_it_refuses_with_its_words(FpmDirectiveKind kind, string text, string words)
    {
        FpmValueReader.Read(kind, text, out string? value, out string? problem);

        Assert.Equal((null, words), (value, problem));
    }

    [Theory]
    [InlineData("0660", 432)]
    [InlineData("rw", 0)]
    [InlineData("0o660", 0)]
    [InlineData("689", 6)]
    public void Octal_digits_are_read_as_far_as_they_go(string text, int expected) => Assert.Equal((ulong)expected, CNumber.Octal(text));
}
