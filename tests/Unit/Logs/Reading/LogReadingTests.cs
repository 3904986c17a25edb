using System.Text;
using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>The engine on whole files: what it gives is what <see cref="SequentialReading"/> gives.</summary>
public sealed class LogReadingTests : IDisposable
{
    private const int Segment = RecordLimits.EntrySegmentBytes;
    private static readonly NginxErrorFilter All = ErrorLines.All;

    private readonly StoredLog _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Any_log_is_read_as_one_by_one(int seed)
    {
        byte[] log = new RandomLog(seed).Write((seed * 700 * 1024) + seed);

        AssertSame(log, isPacked: false);
        AssertSame(log, isPacked: true);
    }

    [Theory]
    [InlineData(-200)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void Lines_across_and_at_the_borders_of_segments(int shift)
    {
        var log = new StringBuilder();
        for (int border = 1; border <= 3; border++)
        {
            string trace = "2026/11/23 03:49:06 [error] 1#0: *1 FastCGI sent in stderr: \"a\nb\nc\nd\" while reading response header from upstream, client: 192.0.2.1, server: x";
            int padding = (border * Segment) - log.Length + shift - ErrorLines.Refused.Length - 1;
            log.Insert(log.Length, new string('p', 4095) + "\n", padding / 4096).Append('\n', padding % 4096).Append(ErrorLines.Refused).Append('\n').Append(trace).Append('\n');
        }

        AssertSame(Encoding.UTF8.GetBytes(log.ToString()), isPacked: false);
        AssertSame(Encoding.UTF8.GetBytes(log.ToString()), isPacked: true);
    }

    [Theory]
    [InlineData(3_000_000)]
    [InlineData(Segment)]
    [InlineData(Segment + 1)]
    [InlineData(Segment - 100)]
    [InlineData(RecordLimits.SegmentBytes)]
    [InlineData(RecordLimits.SegmentBytes - 100)]
    [InlineData(70_000)]
    public void A_line_without_end_hides_nothing_behind_it(int length)
    {
        string log = ErrorLines.Refused + "\n" + ErrorLines.Refused + new string('x', length) + "\ngarbage\n\nmore garbage\n" + ErrorLines.Refused + "\n"
            + new string('y', length) + "\n" + string.Concat(Enumerable.Repeat("g\n", 100)) + ErrorLines.Refused;

        AssertSame(Encoding.UTF8.GetBytes(log), isPacked: false);
        AssertSame(Encoding.UTF8.GetBytes(log), isPacked: true);
    }

    [Fact]
    public void A_record_of_more_lines_than_a_record_may_have_ends_there()
    {
        string trace = "2026/11/23 03:49:06 [error] 1#0: *1 FastCGI sent in stderr: \"a" + string.Concat(Enumerable.Repeat("\n" + new string('t', 99), 20_000))
            + "\" while reading response header from upstream, client: 192.0.2.1, server: x";

        AssertSame(Encoding.UTF8.GetBytes(ErrorLines.Refused + "\n" + trace + "\n" + ErrorLines.Refused + "\n"), isPacked: false);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("2026/11/23 03:49:06 [")]
    public void Logs_of_next_to_nothing(string log)
    {
        AssertSame(Encoding.UTF8.GetBytes(log), isPacked: false);
        AssertSame(Encoding.UTF8.GetBytes(log), isPacked: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_last_entries_are_the_last_of_all(int seed)
    {
        byte[] first = new RandomLog(seed).Write(900_000);
        byte[] second = new RandomLog(seed + 100).Write(2_500_000);
        LogFile[] files = [_logs.Open(first, isPacked: true), _logs.Open(second), _logs.Open([])];
        NginxUpstreamError[] all = [.. Read(files, LogQuery.Everything)];

        foreach (int tail in new[] { 0, 1, 100, all.Length - 1, all.Length + 10 })
        {
            NginxUpstreamError[] last = [.. Read(files, new LogQuery(Tail: tail))];

            Assert.Equal(all.TakeLast(tail).Select(Key), last.Select(Key));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_span_of_time_is_what_a_filter_gives(int seed, bool isPacked)
    {
        byte[] log = new RandomLog(seed).Write(2_000_000, isDirty: false, disorder: 10);
        LogFile[] files = [_logs.Open(log, isPacked)];
        NginxUpstreamError[] all = [.. Read(files, LogQuery.Everything)];
        DateTime first = all.Min(error => error.Time!.Value);
        TimeSpan length = all.Max(error => error.Time!.Value) - first;

        foreach (double part in new[] { -0.1, 0.001, 0.5, 0.99, 1.1 })
        {
            DateTime moment = new((first + (length * part)).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
            AssertSpan(new LogQuery(Since: moment), error => error.Time >= moment);
            AssertSpan(new LogQuery(Until: moment), error => error.Time <= moment);
            DateTime end = moment.AddMinutes(10);
            AssertSpan(new LogQuery(moment, end), error => error.Time >= moment && error.Time <= end);
        }

        void AssertSpan(LogQuery query, Func<NginxUpstreamError, bool> isWanted)
        {
            string[] expected = [.. all.Where(isWanted).Select(Key)];
            Assert.Equal(expected, Read(files, query).Select(Key));
            Assert.Equal(expected.TakeLast(50), Read(files, query with { Tail = 50 }).Select(Key));
        }
    }

    [Fact]
    public void Garbage_in_the_middle_hides_no_moment_behind_it()
    {
        byte[] before = new RandomLog(1).Write(100_000, isDirty: false);
        // What a crash left reaches into the first line behind it, which is too long then for a record.
        byte[] after = Encoding.UTF8.GetBytes("cut\n" + ErrorLines.Refused.Replace("2026/11/23 03:49:06", "2026/11/24 00:00:00", StringComparison.Ordinal) + "\n");
        LogFile file = _logs.Open([.. before, .. new byte[3_000_000], .. after]);

        Assert.Contains(Read([file], new LogQuery(Until: new DateTime(2026, 11, 25))), error => error.Time == new DateTime(2026, 11, 24));
        Assert.Equal(new DateTime(2026, 11, 24), Assert.Single(Read([file], new LogQuery(Since: new DateTime(2026, 11, 24)))).Time);
    }

    [Fact]
    public void A_moment_is_found_without_reading_the_whole()
    {
        byte[] log = new RandomLog(7).Write(20_000_000, isDirty: false);
        LogFile file = _logs.Open(log);
        DateTime last = Read([file], new LogQuery(Tail: 1)).Single().Time!.Value;
        long before = GC.GetAllocatedBytesForCurrentThread();

        NginxUpstreamError[] errors = [.. Read([file], new LogQuery(Since: last.AddSeconds(-30)))];

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.True(error.Offset > log.Length - 100_000));
        Assert.All(errors, error => Assert.Null(error.LineNumber));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5_000_000);
    }

    [Fact]
    public void Several_files_come_in_their_order_with_their_own_numbers()
    {
        byte[] line = Encoding.UTF8.GetBytes(ErrorLines.Refused + "\n");
        LogFile[] files = [_logs.Open(line, isPacked: true), _logs.Open([.. line, .. line]), _logs.Open(line)];

        NginxUpstreamError[] errors = [.. Read(files, LogQuery.Everything)];

        Assert.Equal([0, 1, 1, 2], errors.Select(error => Array.FindIndex(files, file => file.Path == error.Path)));
        Assert.Equal([1, 1, 2, 1], errors.Select(error => error.LineNumber));
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_read_ends_there()
    {
        byte[] log = new RandomLog(8).Write(30 * Segment, isDirty: false);
        LogFile file = _logs.Open(log);
        int count = 0;
        foreach (NginxUpstreamError _ in Read([file], LogQuery.Everything))
        {
            if (++count == 10)
            {
                using var writer = new FileStream(file.Path, FileMode.Open, FileAccess.Write);
                writer.SetLength(Segment / 2);
            }
        }

        Assert.InRange(count, 10, SequentialReading.Read(log, All).Entries.Count);
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_read_as_it_was()
    {
        byte[] log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(ErrorLines.Refused + "\n", 5000)));
        LogFile file = _logs.Open(log);
        int count = 0;
        foreach (NginxUpstreamError _ in Read([file], LogQuery.Everything))
        {
            if (++count == 1)
            {
                File.AppendAllText(file.Path, string.Concat(Enumerable.Repeat(ErrorLines.Refused + "\n", 5000)));
            }
        }

        Assert.Equal(5000, count);
    }

    private static IEnumerable<NginxUpstreamError> Read(IReadOnlyList<LogFile> files, LogQuery query) =>
        NginxErrorLog.Read(files, All, query, new ReadStatistics(), CancellationToken.None);

    private static string Key(NginxUpstreamError error) => $"{Path.GetFileName(error.Path)} {error.Offset} {error.Time:s} {error.Symptom} {error.GetRawLine()}";

    private void AssertSame(byte[] log, bool isPacked)
    {
        (IReadOnlyList<NginxUpstreamError> expected, ReadStatistics expectedStatistics) = SequentialReading.Read(log, All);
        var statistics = new ReadStatistics();
        LogFile file = _logs.Open(log, isPacked);

        NginxUpstreamError[] actual = [.. NginxErrorLog.Read([file], All, LogQuery.Everything, statistics, CancellationToken.None)];

        Assert.Equal(expected.Select(Of), actual.Select(Of));
        Assert.Equal(expectedStatistics.NotUnderstood, statistics.NotUnderstood);
        Assert.Equal(expectedStatistics.Shortened, statistics.Shortened);

        static (long, long?, Symptom, string) Of(NginxUpstreamError error) => (error.Offset, error.LineNumber, error.Symptom, error.GetRawLine());
    }
}
