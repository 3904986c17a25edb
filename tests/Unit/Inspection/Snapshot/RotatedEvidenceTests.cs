using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>What happened within the window is evidence, also where logs were rotated since.</summary>
public sealed class RotatedEvidenceTests : IDisposable
{
    private static readonly DateTime Now = DateTime.Now;

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-rotated-").FullName;
    private readonly SnapshotGaps _gaps = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ErrorsOfARotatedLogCount()
    {
        Write("error.log.2", Now.AddHours(-3), Error(Now.AddHours(-3)));
        Write("error.log.1", Now.AddMinutes(-20), Error(Now.AddMinutes(-40)), Error(Now.AddMinutes(-20)));
        Write("error.log", Now, Error(Now.AddMinutes(-1)));

        ErrorEvidence found = Assert.Single(Errors());

        Assert.Equal(3, found.Count);
        Assert.Equal(Now.AddMinutes(-40), found.First!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(Now.AddMinutes(-1), found.Last!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal([(Path.Combine(_root, "error.log"), 1L), (Path.Combine(_root, "error.log.1"), 2L), (Path.Combine(_root, "error.log.1"), 1L)], found.Samples.Select(sample => (sample.Path, sample.LineNumber!.Value)));
        Assert.Empty(_gaps.All);
    }

    // Their times are known by the second, however coarse the counts over time are.
    [Fact]
    public void SpellsAreKnownByTheSecond()
    {
        DateTime[] times = [Now.AddMinutes(-40), Now.AddMinutes(-40).AddSeconds(15), Now.AddMinutes(-20), Now.AddMinutes(-1), Now.AddMinutes(-1).AddSeconds(4)];
        Write("error.log", Now, [.. times.Select(Error)]);

        Assert.Equal(
            [(times[0], times[1]), (times[2], times[2]), (times[3], times[4])],
            Assert.Single(Errors()).Spells.Select(spell => (spell.First, spell.Last)), (one, other) => one.Item1 - other.Item1 < TimeSpan.FromSeconds(1) && one.Item2 - other.Item2 < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void ALogThatIsNotThereYetHasWhatWasMovedAway()
    {
        Write("error.log.1", Now, Error(Now));

        Assert.Single(Errors(LogPresence.Missing));
    }

    [Fact]
    public void PackedOnesAreRead()
    {
        Pack("error.log.1.gz", Now.AddMinutes(-20), Encoding.UTF8.GetBytes(Error(Now.AddMinutes(-20)) + "\n"));
        Write("error.log", Now);

        Assert.Equal(1, Assert.Single(Errors()).Count);
    }

    [Fact]
    public void AHugePackedOneIsToldWithWhatReadsIt()
    {
        Pack("error.log.1.gz", Now.AddMinutes(-20), RandomNumberGenerator.GetBytes(2 << 20));
        Write("error.log", Now, Error(Now));

        Assert.Equal(1, Assert.Single(Errors()).Count);

        NotSeen gap = Assert.Single(_gaps.All);
        Assert.Contains("error.log.1.gz", gap.What, StringComparison.Ordinal);
        Assert.Equal($"Get-NginxUpstreamError -Path {_root}/error.log.1.gz reads it.", gap.Remedy);
    }

    // A path with two slashes, another log whose name looks rotated, and a link: nothing counts twice.
    [Fact]
    public void EachFileCountsOnce()
    {
        Write("error.log", Now, Error(Now));
        Write("error.8080.log", Now, Error(Now));
        File.CreateSymbolicLink(Path.Combine(_root, "error.log.2"), Path.Combine(_root, "error.log"));
        var doubled = new LocatedLog(new WrittenLog { Path = "error.log", Presence = LogPresence.Readable }, FileTree.Host, $"{_root}//error.log", []);

        Assert.Equal(1, Assert.Single(Errors(doubled, Located("error.8080.log"))).Count - 1);
    }

    // Old ones are not even opened: how they are packed is nobody's matter.
    [Fact]
    public void WhatIsOlderIsNotLookedInto()
    {
        File.WriteAllBytes(Path.Combine(_root, "error.log.3.xz"), [0xFD, .. "7zXZ\0"u8]);
        File.SetLastWriteTime(Path.Combine(_root, "error.log.3.xz"), Now.AddDays(-9));
        Write("error.log", Now, Error(Now));

        Assert.Single(Errors());
        Assert.Empty(_gaps.All);
    }

    [Fact]
    public void ACopyThatLacksALogSaysSo()
    {
        var missing = new LocatedLog(new WrittenLog { Path = "/var/log/nginx/error.log", Presence = LogPresence.Missing }, FileTree.At(_root), "/var/log/nginx/error.log", []);

        Assert.Empty(Errors(missing));
        Assert.Contains("Copy it too", Assert.Single(_gaps.All).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void ACopyOfAServerHasItsOwn()
    {
        Directory.CreateDirectory(Path.Combine(_root, "var/log/nginx"));
        Write("var/log/nginx/error.log.1", Now.AddMinutes(-20), Error(Now.AddMinutes(-20)));
        Write("var/log/nginx/error.log", Now);

        Assert.Equal(1, Assert.Single(Errors(new LocatedLog(new WrittenLog { Path = "/var/log/nginx/error.log", Presence = LogPresence.Readable }, FileTree.At(_root), "/var/log/nginx/error.log", []))).Count);
    }

    [Fact]
    public void AnswersAndEventsOfRotatedLogsCount()
    {
        Write("access.log.1", Now.AddMinutes(-20), Answer(Now.AddMinutes(-20)));
        Write("access.log", Now, Answer(Now));
        Write("fpm.log.1", Now.AddMinutes(-20), Event(Now.AddMinutes(-20)));
        Write("fpm.log", Now, Event(Now));
        LogEvidenceCollector collector = Collector();

        LogEvidence answers = collector.Answers(new LocatedLogs([Located("access.log") with { Log = new WrittenLog { Path = "access.log", IsAccessLog = true, Presence = LogPresence.Readable } }], []), [], CancellationToken.None);

        Assert.Equal(2, Assert.Single(answers.Answers).Count);
        Assert.Equal(2, Assert.Single(collector.Events(new LocatedLogs([], [(null, Located("fpm.log"))]))).Count);
    }

    private static string Error(DateTime time) => time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture)
        + " [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"shop.example\"";

    private static string Answer(DateTime time) => $"192.0.2.1 - - [{time.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(24, 1)}] \"GET / HTTP/1.1\" 502 150 \"-\" \"curl/7.88.1\"";

    private static string Event(DateTime time) => $"[{time.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)}] WARNING: [pool www] child 4711 exited on signal 11 (SIGSEGV) after 3.000000 seconds from start";

    private void Write(string name, DateTime written, params string[] lines)
    {
        string path = Path.Combine(_root, name);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")), Encoding.UTF8);
        File.SetLastWriteTime(path, written);
    }

    private void Pack(string name, DateTime written, byte[] content)
    {
        string path = Path.Combine(_root, name);
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(content);
        }

        File.SetLastWriteTime(path, written);
    }

    private LocatedLog Located(string name, LogPresence presence = LogPresence.Readable) =>
        new(new WrittenLog { Path = Path.Combine(_root, name), Presence = presence }, FileTree.Host, Path.Combine(_root, name), []);

    private LogEvidenceCollector Collector() => new(Now.AddHours(-1), _gaps, CancellationToken.None);

    private ErrorEvidence[] Errors(LogPresence presence) => Errors(Located("error.log", presence));

    private ErrorEvidence[] Errors() => Errors(Located("error.log"));

    private ErrorEvidence[] Errors(params LocatedLog[] logs) => [.. Collector().Errors(new LocatedLogs(logs, [])).Select(error => error.Evidence)];
}
