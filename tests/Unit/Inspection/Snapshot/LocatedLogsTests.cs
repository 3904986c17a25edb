using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

/// <summary>A line of php-fpm is of the php-fpm whose log it is; of a log that two write it is of neither for sure.</summary>
public sealed class LocatedLogsTests
{
    [Fact]
    public void EachEventNamesThePhpFpmOfItsLog()
    {
        string root = Directory.CreateTempSubdirectory("nginx502").FullName;
        try
        {
            string own = Log(root, "a.log");
            string shared = Log(root, "b.log");
            var logs = new LocatedLogs([], [("/etc/php/8.2/fpm/php-fpm.conf", Located(own)), (null, Located(shared))]);
            FpmEventEvidence[] events = new LogEvidenceCollector(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Local), new SnapshotGaps(), CancellationToken.None).Events(logs);

            Assert.Equal([null, "/etc/php/8.2/fpm/php-fpm.conf"], events.Select(found => found.ConfigurationPath).Order(StringComparer.Ordinal));
            Assert.All(events, found => Assert.Equal((FpmLogEvent.ChildExitedOnSignal, "www", 1L), (found.Event, found.Pool, found.Count)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static string Log(string root, string name)
    {
        string path = Path.Combine(root, name);
        File.WriteAllText(path, "[26-Nov-2026 03:00:00] WARNING: [pool www] child 4711 exited on signal 11 (SIGSEGV) after 3.000000 seconds from start\n", Encoding.UTF8);
        return path;
    }

    private static LocatedLog Located(string path) => new(new WrittenLog { Path = path, IsFpm = true, Presence = LogPresence.Readable }, FileTree.Host, path, []);
}
