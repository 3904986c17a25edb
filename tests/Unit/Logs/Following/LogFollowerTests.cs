using System.Runtime.Versioning;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Following;

[SupportedOSPlatform("linux")]
public sealed class LogFollowerTests : IDisposable
{
    private readonly FollowedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Begins_at_the_end_and_gives_each_line_in_time()
    {
        File.WriteAllText(_logs.Log, "#old 1\n#old 2\n");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        var written = new List<long>();
        for (int i = 0; i < 10; i++)
        {
            written.Add(Environment.TickCount64);
            _logs.WriteLine(nginx);
            Thread.Sleep(37);
        }

        _logs.AssertEveryLineOnce();

        // A machine that is busy with other things may hold up one or two of them.
        Assert.InRange(_logs.Records.Zip(written).Count(pair => pair.First.Milliseconds - pair.Second <= 250), 8, 10);
        Assert.All(_logs.Records, record => Assert.Null(record.LineNumber));
        Assert.Equal(14, _logs.Records[0].Offset);
        Assert.Equal(_logs.Log, _logs.Records[0].Path);
    }

    [Fact]
    public void Ends_at_once_when_told()
    {
        File.WriteAllText(_logs.Log, "");
        _logs.Follow();
        Thread.Sleep(120);

        Assert.InRange(_logs.End(), 0, 500);
    }

    [Fact]
    public void Costs_next_to_nothing_while_nothing_is_written()
    {
        File.WriteAllText(_logs.Log, "#0\n");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        TimeSpan used = TimeSpan.Zero;
        IEnumerable<LineRecord> entries = LogFollower.Follow<LineRecord>(
            [_logs.Log], () => new LineRecordReader(), _logs.Statistics, stop.Token);
        var follower = new Thread(() =>
        {
            TimeSpan before = ThreadTime();
            Assert.Empty(entries);
            used = ThreadTime() - before;
        });
        follower.Start();
        follower.Join();

        Assert.InRange(used.TotalMilliseconds, 0, 200);
    }

    [Fact]
    public void Holds_a_line_until_its_end_has_come()
    {
        File.WriteAllText(_logs.Log, "#begun be");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        nginx.Write("fore "u8);
        _logs.WaitFor(0);
        Assert.Empty(_logs.Records);

        nginx.Write("and ended\r\n"u8);
        _logs.WaitFor(1);

        Assert.Equal("#begun before and ended", Assert.Single(_logs.Records).Text);
    }

    [Fact]
    public void A_record_has_its_later_lines()
    {
        File.WriteAllText(_logs.Log, "");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        nginx.Write("#1 trace:\n"u8);
        nginx.Write("  a\n"u8);
        Thread.Sleep(10);
        nginx.Write("  b\n#2"u8);
        nginx.Write(" next\n"u8);
        _logs.WaitFor(2);

        Assert.Equal(["#1 trace:\n  a\n  b", "#2 next"], _logs.Records.Select(record => record.Text));
        Assert.Equal([1L, 4L], _logs.Records.Select(record => record.LineNumber));
        Assert.Equal([0L, 18L], _logs.Records.Select(record => record.Offset));
    }

    [Fact]
    public void What_is_not_understood_is_counted()
    {
        File.WriteAllText(_logs.Log, "");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        nginx.Write("strange\n"u8);
        _logs.WriteLine(nginx);

        _logs.AssertEveryLineOnce();
        Assert.Equal(1, _logs.Statistics.NotUnderstood);
        Assert.Equal("strange", Assert.Single(_logs.Statistics.Samples).Text);
    }

    [Fact]
    public void An_endless_line_is_cut_and_the_next_one_read()
    {
        File.WriteAllText(_logs.Log, "");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        nginx.Write("#long "u8);
        byte[] block = new byte[50_000];
        Array.Fill(block, (byte)'x');
        for (int i = 0; i < 20; i++)
        {
            nginx.Write(block);
        }

        nginx.Write("\n#short\n"u8);
        _logs.WaitFor(2);

        Assert.Equal([65_535, 6], _logs.Records.Select(record => record.Text.Length));
        Assert.Equal(1, _logs.Statistics.Shortened);
        Assert.Equal(1_000_007, _logs.Records[1].Offset);
    }

    [Fact]
    public void A_log_that_is_made_later_is_read_from_its_beginning()
    {
        string log = _logs.In("later/still/error.log");
        _logs.Follow(log);
        Thread.Sleep(120);
        Assert.Equal(LogFileProblem.NotFound, Assert.Single(_logs.Problems).Reason);

        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        Thread.Sleep(80);
        using FileStream nginx = FollowedLogs.OpenAsNginx(log);
        _logs.WriteLine(nginx);
        _logs.WriteLine(nginx);

        _logs.AssertEveryLineOnce();
        Assert.Equal([1L, 2L], _logs.Records.Select(record => record.LineNumber));
        Assert.Single(_logs.Problems);
    }

    [Fact]
    public void Several_logs_come_as_they_are_written()
    {
        string other = _logs.In("other.log");
        _logs.Follow(_logs.Log, other);
        using FileStream one = FollowedLogs.OpenAsNginx(_logs.Log);
        using FileStream two = FollowedLogs.OpenAsNginx(other);
        for (int i = 0; i < 5; i++)
        {
            _logs.WriteLine(one);
            _logs.WaitForWritten();
            _logs.WriteLine(two);
            _logs.WaitForWritten();
        }

        _logs.AssertEveryLineOnce();
        Assert.Equal([_logs.Log, other, _logs.Log], _logs.Records.Take(3).Select(record => record.Path));
    }

    [Fact]
    public void Goes_on_where_a_reading_ended()
    {
        File.WriteAllText(_logs.Log, "#old 1\n#old 2\n");
        LogFile read = LogFile.Open(_logs.Log);
        long end = read.Length;
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLines(nginx, 3);
        File.Move(_logs.Log, _logs.In("error.log.1"));
        using FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLines(next, 3);
        _logs.Follow(LogFollower.Follow<LineRecord>(
            [new FollowStart(_logs.Log, read, end)], () => new LineRecordReader(), _logs.Statistics, _logs.Stop));

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void A_file_that_may_not_be_opened_is_told_once_and_read_when_it_may()
    {
        _logs.Follow();
        string target = _logs.In("target");
        File.CreateSymbolicLink(_logs.Log, "/dev/stderr");
        Thread.Sleep(200);
        Assert.Equal([LogFileProblem.NotFound, LogFileProblem.LogsToStream], _logs.Problems.Select(problem => problem.Reason));

        File.WriteAllText(target, _logs.NextLine());
        File.Move(target, _logs.Log, overwrite: true);

        _logs.AssertEveryLineOnce();
        Assert.Equal(2, _logs.Problems.Count);
    }

    private static TimeSpan ThreadTime()
    {
        // utime and stime of this thread in ticks of 10 ms: the 14th and 15th field (man 5 proc).
        string[] fields = File.ReadAllText("/proc/thread-self/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], null) + long.Parse(fields[12], null)));
    }
}
