using System.Globalization;
using System.Text;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Of a log that says very much, the last part is read, and what is left out is told.</summary>
public sealed class LogWindowTests : IDisposable
{
    private const int Lines = 3600;

    private static readonly DateTime Last = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Local);

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-window-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void WhatLiesWithinIsReadWhole()
    {
        var gaps = new SnapshotGaps();

        Assert.Equal(Last.AddHours(-2), LogWindow.Bound([Reading()], Last.AddHours(-2), LogWindow.MostBytes, gaps));

        Assert.Empty(gaps.All);
    }

    [Fact]
    public void OfALargerOneTheEndIsReadAndTheRestIsTold()
    {
        NginxReading reading = Reading();
        var gaps = new SnapshotGaps();

        DateTime bound = LogWindow.Bound([reading], Last.AddHours(-2), LineText(Last).Length * 600, gaps);

        Assert.InRange(bound, Last.AddSeconds(-600), Last.AddSeconds(-598));
        NotSeen gap = Assert.Single(gaps.All);
        Assert.Contains($"error.log said before {bound:HH:mm:ss}", gap.What, StringComparison.Ordinal);
        Assert.Contains("-Since 1d", gap.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMeantIsNeverWidened()
    {
        var gaps = new SnapshotGaps();

        Assert.Equal(Last.AddSeconds(-10), LogWindow.Bound([Reading()], Last.AddSeconds(-10), 4096, gaps));

        Assert.Empty(gaps.All);
    }

    [Fact]
    public void WhatWasRotatedAwayIsReadAsFarAsTheLogLeavesRoom()
    {
        NginxReading reading = Reading();
        string log = Path.Combine(_root, "error.log");
        string[] lines = File.ReadAllLines(log);
        File.WriteAllLines(log + ".1", lines[..3300]);
        File.WriteAllLines(log, lines[3300..]);
        File.SetLastWriteTimeUtc(log + ".1", Last.AddSeconds(-300).ToUniversalTime());
        File.SetLastWriteTimeUtc(log, Last.ToUniversalTime());
        var gaps = new SnapshotGaps();

        DateTime bound = LogWindow.Bound([reading], Last.AddHours(-2), LineText(Last).Length * 600, gaps);

        Assert.InRange(bound, Last.AddSeconds(-600), Last.AddSeconds(-598));
        Assert.Single(gaps.All);
    }

    [Fact]
    public void ALogThatTakesAllTheRoomLeavesNoneForWhatWasRotatedAway()
    {
        NginxReading reading = Reading();
        string log = Path.Combine(_root, "error.log");
        File.WriteAllText(log + ".1", LineText(Last.AddHours(-1)));
        File.SetLastWriteTimeUtc(log + ".1", Last.AddHours(-1).ToUniversalTime());

        Assert.Equal(Last.AddHours(-1), LogWindow.Bound([reading], Last.AddHours(-2), new FileInfo(log).Length, new SnapshotGaps()));
    }

    private static string LineText(DateTime time) => time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture)
        + " [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"shop.example\"\n";

    private NginxReading Reading()
    {
        string log = Path.Combine(_root, "error.log");
        File.WriteAllBytes(log, [.. Enumerable.Range(1, Lines).SelectMany(line => Encoding.ASCII.GetBytes(LineText(Last.AddSeconds(line - Lines))))]);
        File.SetLastWriteTimeUtc(log, Last.ToUniversalTime());
        string configuration = Path.Combine(_root, "nginx.conf");
        File.WriteAllText(configuration, $"error_log {log};\nevents {{ }}\nhttp {{ access_log off; }}\n");
        return Assert.Single(GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = configuration }).Readings);
    }
}
