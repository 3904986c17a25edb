using System.Text;
using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

[Collection(nameof(MemoryOfThisProcess))]
public sealed class ReadingMemoryTests : IDisposable
{
    private readonly StoredLog _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Memory_does_not_grow_with_a_line_that_never_ends()
    {
        string path = _logs.PathOf("endless.log");
        using (FileStream stream = File.Create(path))
        {
            stream.Write(Encoding.UTF8.GetBytes(ErrorLines.Refused + "\n"));
            byte[] block = Enumerable.Repeat((byte)'x', 1_000_000).ToArray();
            for (int index = 0; index < 100; index++)
            {
                stream.Write(block);
            }
        }

        LogFile file = _logs.Open(path);
        foreach (LogQuery query in new[] { LogQuery.Everything, new LogQuery(Tail: 5), new LogQuery(Since: new DateTime(2026, 1, 1), Until: new DateTime(2027, 1, 1)) })
        {
            long before = GC.GetTotalAllocatedBytes();
            Assert.Single(NginxErrorLog.Read([file], ErrorLines.All, query, new ReadStatistics(), CancellationToken.None));
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 60_000_000);
        }
    }
}
