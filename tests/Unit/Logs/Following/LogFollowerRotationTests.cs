using System.IO.Compression;
using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.Following;

[SupportedOSPlatform("linux")]
public sealed class LogFollowerRotationTests : IDisposable
{
    private readonly FollowedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(200)]
    public void Rename_and_create_with_late_lines_in_the_old_file(int millisecondsUntilReopen)
    {
        File.WriteAllText(_logs.Log, "#old 1\n");
        _logs.Follow();
        FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        for (int rotation = 0; rotation < 4; rotation++)
        {
            _logs.WriteLine(nginx);
            for (int i = rotation; i > 0; i--)
            {
                File.Move(_logs.In($"error.log.{i}"), _logs.In($"error.log.{i + 1}"));
            }

            File.Move(_logs.Log, _logs.In("error.log.1"));
            _logs.WriteLine(nginx);
            Thread.Sleep(millisecondsUntilReopen / 2);
            File.WriteAllText(_logs.Log, "");
            _logs.WriteLine(nginx);
            Thread.Sleep(millisecondsUntilReopen);
            _logs.WriteLine(nginx);
            FileStream reopened = FollowedLogs.OpenAsNginx(_logs.Log);
            _logs.WriteLine(reopened);

            // A worker that shuts down still has the old file.
            _logs.WriteLine(nginx);
            nginx.Dispose();
            nginx = reopened;
            _logs.WriteLine(nginx);
        }

        nginx.Dispose();
        _logs.AssertEveryLineOnce(inOrder: false);
    }

    // Of a container, whose path leads elsewhere on this machine, or nowhere.
    [Fact]
    public void A_log_of_another_root_is_followed_there()
    {
        File.WriteAllText(_logs.Log, "#old 1\n");
        using FileTree tree = FileTree.At(Path.GetDirectoryName(_logs.Log)!);
        LogFile file = LogFile.Open(tree, "/error.log");
        using var followed = new FollowedLog<LineRecord>(new FollowStart("/error.log", file, file.Length) { Files = tree }, () => new LineRecordReader(), new ReadStatistics(), null);
        using FileStream old = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLine(old);
        Assert.Equal(1, Read(1));

        File.Move(_logs.Log, _logs.In("error.log.1"));
        using FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLine(next);
        _logs.WriteLine(old);
        Assert.Equal(2, Read(2));
        next.SetLength(0);
        Assert.Equal(0, Read(0));
        _logs.WriteLine(next);
        Assert.Equal(1, Read(1));

        // The last line of a file is given when nothing has followed it for a moment.
        int Read(int count)
        {
            int read = followed.Poll().Count();
            for (long end = Environment.TickCount64 + 10_000; read < count && Environment.TickCount64 < end; read += followed.Poll().Count())
            {
                Thread.Sleep(10);
            }

            return read;
        }
    }

    [Fact]
    public void A_rotated_file_that_was_quiet_for_long_is_still_read()
    {
        _logs.Follow();
        using FileStream old = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLine(old);
        _logs.WaitFor(1);
        File.Move(_logs.Log, _logs.In("error.log.1"));
        using FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLine(next);
        _logs.WaitFor(2);
        _logs.WriteLine(old);
        _logs.WriteLine(next);

        _logs.AssertEveryLineOnce(inOrder: false);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Copy_and_truncate_loses_nothing_that_was_copied(int seed, bool isPacked)
    {
        var random = new Random(seed);
        File.WriteAllText(_logs.Log, "#old 1\n#old 2\n");
        _logs.Follow();
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        for (int rotation = 1; rotation <= 5; rotation++)
        {
            // At no fixed distance from the follower's looks; faster than any timer starts logrotate.
            _logs.WriteLines(nginx, random.Next(1, 60));
            Thread.Sleep(random.Next(120, 240));
            _logs.WriteLines(nginx, random.Next(0, 20));
            for (int i = rotation - 1; i > 0; i--)
            {
                string ending = isPacked ? ".gz" : "";
                File.Move(_logs.In($"error.log.{i}{ending}"), _logs.In($"error.log.{i + 1}{ending}"));
            }

            File.Copy(_logs.Log, _logs.In("error.log.1"));
            Truncate();
            if (isPacked)
            {
                Pack(_logs.In("error.log.1"));
            }

            // Sometimes at once beyond what was there before.
            _logs.WriteLines(nginx, random.Next(0, 100));
        }

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void Truncated_and_grown_beyond_the_position_between_two_looks()
    {
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.Follow();
        _logs.WriteLines(nginx, 5);
        _logs.WaitFor(5);
        for (int i = 0; i < 5; i++)
        {
            Truncate();
            _logs.WriteLines(nginx, 20 * (i + 1));
            _logs.AssertEveryLineOnce();
        }
    }

    [Fact]
    public void A_writer_that_goes_on_where_it_was_after_a_truncation_leaves_a_hole()
    {
        using var writer = new FileStream(_logs.Log, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _logs.Follow();
        _logs.WriteLines(writer, 500);
        _logs.WaitFor(500);
        Truncate();
        Thread.Sleep(80);
        _logs.WriteLines(writer, 3);

        _logs.AssertEveryLineOnce();
        Assert.Equal(0, _logs.Statistics.NotUnderstood);
    }

    [Fact]
    public void Replaced_again_and_again()
    {
        _logs.Follow();
        for (int i = 0; i < 12; i++)
        {
            File.Delete(_logs.Log);
            using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
            _logs.WriteLines(nginx, 3);
            _logs.WaitForWritten();
        }

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void Written_anew_by_an_editor_does_not_repeat_what_was_read()
    {
        using (FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log))
        {
            _logs.Follow();
            _logs.WriteLines(nginx, 20);
            _logs.WaitFor(20);
        }

        File.WriteAllText(_logs.In("temporary"), File.ReadAllText(_logs.Log) + _logs.NextLine());
        File.Move(_logs.In("temporary"), _logs.Log, overwrite: true);

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void The_old_file_back_under_its_name_is_not_read_twice()
    {
        _logs.Follow();
        using FileStream first = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLines(first, 3);
        _logs.WaitFor(3);
        File.Move(_logs.Log, _logs.In("aside"));
        using FileStream second = FollowedLogs.OpenAsNginx(_logs.Log);
        _logs.WriteLines(second, 3);
        _logs.WaitFor(6);
        File.Move(_logs.In("aside"), _logs.Log, overwrite: true);
        _logs.WriteLines(first, 3);

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void Rotated_several_times_while_nobody_looked()
    {
        using FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        IEnumerable<LineRecord> entries = LogFollower.Follow<LineRecord>(
            [_logs.Log], () => new LineRecordReader(), _logs.Statistics, _logs.Stop);
        _logs.WriteLines(nginx, 5);
        for (int rotation = 1; rotation <= 3; rotation++)
        {
            for (int i = rotation - 1; i > 0; i--)
            {
                string ending = i > 1 ? ".gz" : "";
                File.Move(_logs.In($"error.log.{i}{ending}"), _logs.In($"error.log.{i + 1}{ending}"));
                if (i == 1)
                {
                    Pack(_logs.In("error.log.2"));
                }
            }

            File.Move(_logs.Log, _logs.In("error.log.1"));
            using FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
            _logs.WriteLines(next, 5);
        }

        _logs.Follow(entries);

        _logs.AssertEveryLineOnce();
    }

    [Fact]
    public void Rotated_and_packed_while_the_files_between_are_read()
    {
        _logs.Follow(LogFollower.Follow<LineRecord>([_logs.Log], () => new LineRecordReader(), _logs.Statistics, _logs.Stop).Select((entry, index) =>
        {
            switch (index)
            {
                case 0:
                    Rotate(isPacked: false);
                    Rotate(isPacked: false);
                    Rotate(isPacked: false);
                    break;
                case 4:
                    // What is being read now, and what is to be read next, are other files from now on.
                    Pack(_logs.In("error.log.2"));
                    Pack(_logs.In("error.log.1"));
                    Rotate(isPacked: true);
                    Rotate(isPacked: true);
                    break;
            }

            return entry;
        }));
        using (FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log))
        {
            _logs.WriteLine(nginx);
        }

        _logs.WaitFor(1, grace: 0);
        _logs.WaitForWritten();
        _logs.AssertEveryLineOnce();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_busy_writer_and_rotations_of_every_kind(int seed)
    {
        var random = new Random(seed);
        _logs.Follow();
        FileStream nginx = FollowedLogs.OpenAsNginx(_logs.Log);
        for (int step = 1; step <= 12; step++)
        {
            int before = _logs.Written;
            _logs.WriteLines(nginx, random.Next(1, 2000));
            Thread.Sleep(random.Next(80));
            switch (random.Next(3))
            {
                case 0:
                    File.Move(_logs.Log, _logs.In($"error.log-202611{step:00}"));
                    _logs.WriteLines(nginx, random.Next(0, 50));
                    FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
                    _logs.WriteLines(next, random.Next(0, 50));
                    _logs.WriteLines(nginx, random.Next(0, 50));
                    nginx.Dispose();
                    nginx = next;
                    break;
                case 1:
                    // A file that is truncated before anything of it was read cannot be told from one that was always so.
                    _logs.WaitForLine(before);
                    File.Copy(_logs.Log, _logs.In($"error.log-202611{step:00}"));
                    Truncate();
                    break;
                default:
                    nginx.Dispose();
                    File.Move(_logs.Log, _logs.In($"error.log-202611{step:00}"));
                    Thread.Sleep(random.Next(80));
                    nginx = FollowedLogs.OpenAsNginx(_logs.Log);
                    break;
            }
        }

        nginx.Dispose();
        _logs.AssertEveryLineOnce(inOrder: false);
    }

    private void Rotate(bool isPacked)
    {
        foreach (string ending in new[] { "", ".gz" })
        {
            for (int i = 9; i > 0; i--)
            {
                if (File.Exists(_logs.In($"error.log.{i}{ending}")))
                {
                    File.Move(_logs.In($"error.log.{i}{ending}"), _logs.In($"error.log.{i + 1}{ending}"));
                }
            }
        }

        File.Move(_logs.Log, _logs.In("error.log.1"));
        using FileStream next = FollowedLogs.OpenAsNginx(_logs.Log);
        if (isPacked)
        {
            Pack(_logs.In("error.log.1"));
        }

        _logs.WriteLines(next, 3);
    }

    private void Truncate()
    {
        using var file = new FileStream(_logs.Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    private static void Pack(string path)
    {
        using (FileStream plain = File.OpenRead(path))
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            plain.CopyTo(packed);
        }

        File.SetLastWriteTimeUtc(path + ".gz", File.GetLastWriteTimeUtc(path));
        File.Delete(path);
    }
}
