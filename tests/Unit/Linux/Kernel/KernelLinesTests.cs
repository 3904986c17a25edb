using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Kernel;

/// <summary>What the kernel writes of the ends of processes.</summary>
public sealed class KernelLinesTests
{
    private const int Fields = 8;
    private static readonly DateTime Now = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

    public static TheoryData<string> Lines => [.. File.ReadLines(TestData.Path("kernel/lines.tsv")).Where(line => !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Lines_are_read(string row)
    {
        string[] fields = row.Split('\t', Fields);
        var lines = new KernelLines();
        KernelEvent? told = fields[^1].Split('|').Select(line => lines.Read(line, Now)).ToArray()[^1];

        if (fields[0].Length == 0)
        {
            Assert.Null(told);
            return;
        }

        Assert.NotNull(told);
        Assert.Equal(
            string.Join('\t', fields[..(Fields - 1)]),
            string.Join(
                '\t',
                told.Kind.ToString(), told.ProcessId.ToString(CultureInfo.InvariantCulture), told.ProcessName, told.ControlGroup ?? "", told.LimitingGroup ?? "", told.Library ?? "",
                told.ResidentBytes is { } bytes ? (bytes >> 20).ToString(CultureInfo.InvariantCulture) : ""));
        Assert.Equal((Now, fields[^1].Split('|')[^1]), (told.Time!.Value, told.Text));
    }

    [Fact]
    public void A_kill_that_is_announced_first_is_told_once()
    {
        var lines = new KernelLines();
        KernelEvent?[] told =
        [
            lines.Read("Out of memory: Kill process 77 (php-fpm) score 812 or sacrifice child", Now),
            lines.Read("Killed process 77 (php-fpm) total-vm:40000kB, anon-rss:4000kB, file-rss:0kB", Now),
            lines.Read("Killed process 78 (php-fpm) total-vm:40000kB, anon-rss:4000kB, file-rss:0kB", Now),
        ];

        Assert.Equal([77, 78], told.OfType<KernelEvent>().Select(kill => kill.ProcessId));
    }

    [Theory]
    [InlineData("<6>[  123.456789] php-fpm[1]: x", "php-fpm[1]: x", 123.456789)]
    [InlineData("[    0.000000] Linux version 6.1", "Linux version 6.1", 0.0)]
    [InlineData("<4>[12345.5][ T4711] traps: x", "traps: x", 12345.5)]
    [InlineData("<6>no time at all", "no time at all", null)]
    [InlineData("[UFW BLOCK] IN=eth0", "[UFW BLOCK] IN=eth0", null)]
    [InlineData("", "", null)]
    public void What_is_printed_before_a_line_is_taken_off(string line, string text, double? seconds)
    {
        (string found, TimeSpan? sinceBoot) = KernelLines.SplitPrinted(line);

        Assert.Equal((text, seconds), (found, sinceBoot?.TotalSeconds));
    }

    [Fact]
    public void What_strangers_choose_is_escaped()
    {
        KernelEvent told = new KernelLines().Read("php\u001b-fpm[5]: segfault at 0 ip 1 sp 2 error 4 in a\u009b.so[7f+1]", Now)!;

        Assert.Equal(("php\\x1B-fpm", "a\\u009B.so"), (told.ProcessName, told.Library));
        Assert.DoesNotContain('\u001b', told.Text);
    }

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("php-fpm8.2", true)]
    [InlineData("php8.2-fpm", true)]
    [InlineData("openresty", true)]
    [InlineData("php", false)]
    [InlineData("mariadbd", false)]
    public void Processes_of_nginx_and_php_fpm_are_told_from_others(string name, bool isOurs) =>
        Assert.Equal(isOurs, new KernelEvent(Now, KernelEventKind.Segfault, 1, name, "").IsOfGateway);
}
