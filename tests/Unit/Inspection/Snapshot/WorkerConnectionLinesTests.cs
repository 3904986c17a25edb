using System.Globalization;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Visitors whom nginx turns away for want of connections leave a line without a request, and are errors all the same, each once.</summary>
public sealed class WorkerConnectionLinesTests
{
    private const string TurnedAway = "[alert] 123#123: 8 worker_connections are not enough";
    private const string Reused = "[warn] 123#123: 8 worker_connections are not enough, reusing connections";
    private const string Failed = "[alert] 123#123: *5 8 worker_connections are not enough while connecting to upstream, client: 127.0.0.1, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/x.sock:\", host: \"shop.example\"";

    [Theory]
    [InlineData(2, TurnedAway, TurnedAway)]
    [InlineData(1, Failed)]
    [InlineData(3, Failed, TurnedAway, TurnedAway)]
    [InlineData(0, Reused)]
    public void CountOnce(int expected, params string[] lines)
    {
        string path = Path.GetTempFileName();
        try
        {
            string time = DateTime.Now.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
            File.WriteAllLines(path, lines.Select(line => $"{time} {line}"), Encoding.UTF8);
            var log = new LocatedLog(new WrittenLog { Path = path, Presence = LogPresence.Readable }, FileTree.Host, path, []);

            (ErrorEvidence Evidence, string[] Addresses)[] errors = new LogEvidenceCollector(DateTime.Now.AddHours(-1), new SnapshotGaps(), CancellationToken.None).Errors(new LocatedLogs([log], []));

            Assert.Equal(expected, errors.Sum(error => error.Evidence.Count));
            Assert.All(errors, error => Assert.Equal(Symptom.WorkerConnectionsExhausted, error.Evidence.Symptom));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
