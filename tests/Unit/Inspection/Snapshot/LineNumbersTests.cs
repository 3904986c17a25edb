using System.Text;
using Nginx502.Inspection;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Lines of a log are numbered by where they begin, in whatever order they are asked for.</summary>
public sealed class LineNumbersTests : IDisposable
{
    private const int Lines = 60_000;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void AnyOrderGivesTheSameNumbers()
    {
        var offsets = new List<long>();
        using (FileStream file = File.Create(_path))
        {
            for (int line = 0; line < Lines; line++)
            {
                offsets.Add(file.Position);
                file.Write(Encoding.ASCII.GetBytes($"{new string('x', line % 97)}\n"));
            }
        }

        using LogFile log = LogFile.Open(_path);
        var numbers = new LineNumbers([log], CancellationToken.None);
        var random = new Random(7);
        foreach (int line in Enumerable.Range(0, 200).Select(_ => random.Next(Lines)).Prepend(Lines - 1).Append(0))
        {
            Assert.Equal(line + 1, numbers.Of(log.Path, offsets[line]));
        }

        Assert.Null(numbers.Of("/var/log/other.log", 0));
    }
}
