using System.Globalization;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>What nginx says of our own test of PHP is no evidence of visitors' troubles; what it says beside that is.</summary>
public sealed class OwnProbeTests
{
    private const string Probe = "/shop/nginx502-probe-5A7BAFA5EFF023C52CF3D123DF166B4D.php?x=1";

    [Theory]
    [InlineData(0, Probe)]
    [InlineData(0, Probe, Probe)]
    [InlineData(2, Probe, "/missing.php")]
    [InlineData(1, "/nginx502-probe-x/missing.php")]
    public void OnlyWhatVisitorsAskedForCounts(int expected, params string[] requests)
    {
        string path = Path.GetTempFileName();
        try
        {
            string time = DateTime.Now.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
            File.WriteAllLines(
                path,
                requests.Select(request => $"{time} [error] 7#7: *1 FastCGI sent in stderr: \"Primary script unknown\" while reading response header from upstream, client: 127.0.0.1, server: shop.example, request: \"GET {request} HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/php8.2-fpm.sock:\", host: \"shop.example\""),
                Encoding.UTF8);
            var log = new LocatedLog(new WrittenLog { Path = path, Presence = LogPresence.Readable }, FileTree.Host, path, []);

            (ErrorEvidence Evidence, string[] Addresses)[] errors = new LogEvidenceCollector(DateTime.Now.AddHours(-1), new SnapshotGaps(), CancellationToken.None).Errors(new LocatedLogs([log], []));

            Assert.Equal(expected, errors.Sum(error => error.Evidence.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("Nginx502", 0)]
    [InlineData("curl/7.88.1", 1)]
    public void OurOwnLookAtASiteIsNoVisitor(string agent, int expected)
    {
        string path = Path.GetTempFileName();
        try
        {
            string time = DateTime.Now.ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(24, 1);
            File.WriteAllText(path, $"127.0.0.1 - - [{time}] \"GET / HTTP/1.1\" 502 150 \"-\" \"{agent}\"\n", Encoding.UTF8);
            var log = new LocatedLog(new WrittenLog { Path = path, IsAccessLog = true, Presence = LogPresence.Readable }, FileTree.Host, path, []);

            LogEvidence read = new LogEvidenceCollector(DateTime.Now.AddHours(-1), new SnapshotGaps(), CancellationToken.None).Answers(new LocatedLogs([log], []), [], CancellationToken.None);

            Assert.Equal(expected, read.Answers.Sum(answer => answer.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
