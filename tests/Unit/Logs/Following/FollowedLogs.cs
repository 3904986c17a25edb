using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Following;

/// <summary>A directory of logs that are written by one thread and followed by another.</summary>
internal sealed class FollowedLogs : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nginx502-follow");
    private readonly ConcurrentQueue<LineRecord> _records = new();
    private readonly ConcurrentQueue<LogFileException> _problems = new();
    private readonly CancellationTokenSource _stop = new();
    private Thread? _follower;
    private Exception? _failure;
    private int _written;

    /// <summary>What was read, in order.</summary>
    public IReadOnlyList<LineRecord> Records => _records.ToArray();

    /// <summary>What the follower complained of.</summary>
    public IReadOnlyList<LogFileException> Problems => _problems.ToArray();

    /// <summary>What was not understood or cut.</summary>
    public ReadStatistics Statistics { get; } = new();

    /// <summary>How many numbered lines were written.</summary>
    public int Written => _written;

    public string Log => In("error.log");

    public string In(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Opens a log as nginx does: append only, made when it is not there.</summary>
    public static FileStream OpenAsNginx(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Writes the next numbered line with one call, as nginx does.</summary>
    public void WriteLine(FileStream file) => file.Write(Encoding.UTF8.GetBytes(NextLine()));

    /// <summary>Writes numbered lines.</summary>
    public void WriteLines(FileStream file, int count)
    {
        for (int i = 0; i < count; i++)
        {
            WriteLine(file);
        }
    }

    /// <summary>The next numbered line: of no fixed length, and none like another.</summary>
    public string NextLine()
    {
        int number = _written++;
        return string.Create(CultureInfo.InvariantCulture, $"#{number} {new string((char)('a' + (number % 26)), number % 37)}\n");
    }

    /// <summary>Begins to follow; what is written after it counts.</summary>
    public void Follow(params string[] paths)
    {
        IEnumerable<LineRecord> entries = LogFollower.Follow<LineRecord>(
            paths.Length == 0 ? [Log] : paths, () => new LineRecordReader(), Statistics, _stop.Token, _problems.Enqueue);
        Follow(entries);
    }

    public void Follow(IEnumerable<LineRecord> entries)
    {
        _follower = new Thread(() =>
        {
            try
            {
                foreach (LineRecord entry in entries)
                {
                    _records.Enqueue(entry);
                }
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
        });
        _follower.Start();
    }

    /// <summary>The stop of the following.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Waits for so many records, and a little longer for those that should not come.</summary>
    public void WaitFor(int count, int grace = 160)
    {
        long deadline = Environment.TickCount64 + 10_000;
        while (_records.Count < count && Environment.TickCount64 < deadline && _failure is null)
        {
            Thread.Sleep(5);
        }

        Thread.Sleep(grace);
        Assert.Null(_failure);
    }

    /// <summary>Waits until a line was read.</summary>
    public void WaitForLine(int number)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"#{number} ");
        Assert.True(SpinWait.SpinUntil(() => _records.Any(record => record.Text.StartsWith(start, StringComparison.Ordinal)), TimeSpan.FromSeconds(30)));
    }

    /// <summary>Waits until all that was written was read.</summary>
    public void WaitForWritten() => WaitFor(_written, grace: 0);

    /// <summary>Waits for all that was written, and asserts that each line came once; in order too where there is one.</summary>
    public void AssertEveryLineOnce(bool inOrder = true)
    {
        WaitFor(_written);
        IEnumerable<int> numbers = Records.Select(record => int.Parse(record.Text.AsSpan(1, record.Text.IndexOf(' ', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, _written), inOrder ? numbers : numbers.Order());
    }

    /// <summary>Ends the following; gives the milliseconds that took.</summary>
    public long End()
    {
        long begin = Environment.TickCount64;
        _stop.Cancel();
        Assert.True(_follower?.Join(10_000) ?? true, "The following did not end.");
        return Environment.TickCount64 - begin;
    }

    public void Dispose()
    {
        End();
        _directory.Delete(recursive: true);
    }
}
