using System.Globalization;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>
/// What a real nginx wrote when something was broken on purpose (tests/data/nginx-error/observed): beside each log the
/// symptom and status of each of its lines.
/// </summary>
public class ObservedErrorLogTests
{
    private static readonly string Folder = TestData.Path("nginx-error/observed");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.log").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Fact]
    public void There_are_logs_to_read() => Assert.NotEmpty(Directory.GetFiles(Folder, "*.log"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_is_understood(string name)
    {
        string[] expected = File.ReadAllLines(Path.Combine(Folder, name + ".expected"));

        IReadOnlyList<NginxUpstreamError> errors =
            ErrorLines.ReadBytes(File.ReadAllBytes(Path.Combine(Folder, name + ".log")), ErrorLines.All, out ReadStatistics statistics);

        Assert.Equal(expected, errors.Select(error => $"{error.Symptom} {error.AttemptStatus?.ToString(CultureInfo.InvariantCulture) ?? "-"}"));
        Assert.Equal(0, statistics.NotUnderstood);
        Assert.All(errors, error => Assert.NotNull(error.Time));
        Assert.All(errors.Where(error => error.Client is not null), error =>
        {
            Assert.Equal("127.0.0.1", error.Client);
            Assert.Equal("shop.example", error.Server);
            Assert.Equal("shop.example", error.Host);
            Assert.Equal("GET", error.Method);
        });
    }
}
