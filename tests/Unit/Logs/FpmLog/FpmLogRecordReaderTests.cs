using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.FpmLog;

public class FpmLogRecordReaderTests
{
    private static readonly DateTime Time = new(2026, 11, 23, 3, 55, 13, DateTimeKind.Local);

    [Theory]
    [InlineData("[23-Nov-2026 03:55:13] NOTICE: ready to handle connections")]
    [InlineData("[23-Nov-2026 03:55:13] NOTICE: ready to handle connections\r")]
    [InlineData("[23-Nov-2026 03:55:13.000000] NOTICE: pid 7, fpm_event_loop(), line 338: ready to handle connections")]
    [InlineData("\0\0\0[23-Nov-2026 03:55:13] NOTICE: ready to handle connections\0\0")]
    [InlineData("\u001b[33m[23-Nov-2026 03:55:13] NOTICE: ready to handle connections\u001b[0m")]
    [InlineData("php-1  | [23-Nov-2026 03:55:13] NOTICE: ready to handle connections")]
    [InlineData("2026-11-23T01:02:03.5Z stderr F [23-Nov-2026 03:55:13] NOTICE: ready to handle connections")]
    [InlineData("{\"log\":\"[23-Nov-2026 03:55:13] NOTICE: ready to \\u0068andle connections\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-23T01:02:03.5Z\"}")]
    [InlineData("Nov 23 03:55:13 web php-fpm[123]: [NOTICE] ready to handle connections")]
    [InlineData("Nov 23 03:55:13 web php-fpm[123]: [NOTICE] fpm_event_loop(), line 338: ready to handle connections")]
    public void Forms_of_one_message(string line)
    {
        FpmLogEntry entry = Assert.Single(FpmLogText.Read(line));

        Assert.Equal(FpmLogEvent.Ready, entry.Event);
        Assert.Equal(FpmLogLevel.Notice, entry.Level);
        Assert.Equal("ready to handle connections", entry.Message);
        Assert.Equal(Time.TimeOfDay, entry.Time!.Value.TimeOfDay);
    }

    [Theory]
    [InlineData("2026-11-23T03:55:13.250000+01:00 web php-fpm[123]: [WARNING] hm", "2026-11-23T02:55:13.25Z")]
    [InlineData("2026-11-23T03:55:13Z stderr F ERROR: hm", "2026-11-23T03:55:13Z")]
    [InlineData("{\"log\":\"ERROR: hm \\\"time\\\":\\\"x\",\"time\":\"2026-11-23T03:55:13.5Z\"}", "2026-11-23T03:55:13.5Z")]
    [InlineData("{\"__REALTIME_TIMESTAMP\":\"1795406113000001\",\"MESSAGE\":\"[ERROR] hm\"}", "2026-11-23T03:55:13.000001Z")]
    [InlineData("Mon 2026-11-23 03:55:13 UTC web php-fpm[123]: [ERROR] hm", "2026-11-23T03:55:13Z")]
    [InlineData("1795406113.000001 web php-fpm[123]: [ERROR] hm", "2026-11-23T03:55:13.000001Z")]
    [InlineData("[23-Nov-2026 03:55:13 UTC] PHP Warning:  hm", "2026-11-23T03:55:13Z")]
    [InlineData("[23-Nov-2026 03:55:13 Asia/Tokyo] PHP Warning:  hm", "2026-11-22T18:55:13Z")]
    public void A_time_with_a_zone_is_exact(string line, string expected)
    {
        DateTime time = Assert.Single(FpmLogText.Read(line)).Time!.Value;

        Assert.Equal(DateTimeKind.Local, time.Kind);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, time.ToUniversalTime());
    }

    [Fact]
    public void A_time_without_a_zone_is_read_by_the_clock_of_the_log()
    {
        var source = new LogSource("x", new LogClock(TimeSpan.FromHours(2), IsCertain: true));

        Assert.True(new FpmLogRecordReader(FpmLogFilter.Everything).TryReadTime("[23-Nov-2026 03:55:13.000250] NOTICE: x"u8, source, out DateTime time));
        Assert.Equal(Time.AddHours(2).AddMicroseconds(250), time);
    }

    [Theory]
    [InlineData("ERROR: [pool www] child failed to initialize")]
    [InlineData("PHP Warning:  hm")]
    public void A_line_without_a_time_has_none(string line) => Assert.Null(FpmLogText.One(line).Time);

    [Theory]
    [InlineData("xited on signal 11 (SIGSEGV) after 22.169630 seconds from start")]
    [InlineData("undecorated output of a worker")]
    [InlineData("[23-Nov-2026 03:55:13] NOTI")]
    [InlineData("[23-Nov-2026 03:55:13]")]
    [InlineData("[23-Nov-2026 03:55")]
    [InlineData("[31-Feb-2026 03:55:13] NOTICE: x")]
    [InlineData("[23-Nov-0001 03:55:13] NOTICE: x")]
    [InlineData("2026/11/23 03:55:13 [error] 7#7: *1 connect() failed (111: Connection refused)")]
    [InlineData("[0x00007f2c3e4130a0] sleep() /var/www/html/report.php:3")]
    [InlineData("script_filename = /x.php")]
    public void What_is_no_record_is_counted(string line)
    {
        Assert.Empty(FpmLogText.Read(line, out ReadStatistics statistics));
        Assert.Equal(1, statistics.NotUnderstood);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("127.0.0.1 -  23/Nov/2026:03:55:13 +0000 \"GET /index.php\" 200")]
    [InlineData("php-1  | 172.18.0.3 - www 23/Nov/2026:03:55:13 +0000 \"GET /index.php\" 200")]
    public void What_belongs_there_and_says_nothing_is_passed_over(string line)
    {
        Assert.Empty(FpmLogText.Read(line, out ReadStatistics statistics));
        Assert.Equal(0, statistics.NotUnderstood);
    }

    [Fact]
    public void A_trace_of_php_belongs_to_its_message()
    {
        IReadOnlyList<FpmLogEntry> entries = FpmLogText.Read(
            """
            [23-Nov-2026 03:55:13 UTC] PHP Fatal error:  Uncaught Error: x in /a.php:3
            Stack trace:
            #0 {main}
              thrown in /a.php on line 3
            [23-Nov-2026 03:55:13] NOTICE: exiting, bye-bye!
            """);

        Assert.Equal([FpmLogEvent.PhpMessage, FpmLogEvent.Stopped], entries.Select(entry => entry.Event));
        Assert.EndsWith("thrown in /a.php on line 3", entries[0].Output, StringComparison.Ordinal);
        Assert.Equal(FpmLogLevel.Error, entries[0].Level);
        Assert.Equal(5, entries[1].LineNumber);
    }

    [Theory]
    [InlineData("[pool www] child 7, script '/a.php' (request: \"GET /a.php?x=1111...", FpmLogEvent.Other)]
    [InlineData("[pool www] child 7, script '/a.php' (request: \"GET /a.php\") execution timed ou...", FpmLogEvent.Other)]
    [InlineData("[pool www] child 7 exited on signal 11 (SIGS", FpmLogEvent.ChildExitedOnSignal)]
    [InlineData("[pool www] child 7, script '/a.php' (request: \"GET /a.php\") execution timed out (30.0", FpmLogEvent.Other)]
    [InlineData("[pool www] seems busy (you may need to...", FpmLogEvent.Other)]
    [InlineData("[pool www] seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers), spawning 8 chi...", FpmLogEvent.PoolSeemsBusy)]
    [InlineData("unable to bind listening socket for address '/very/lo...", FpmLogEvent.SocketBindFailed)]
    [InlineData("a message of tomorrow", FpmLogEvent.Other)]
    [InlineData("", FpmLogEvent.Other)]
    [InlineData("[pool www", FpmLogEvent.Other)]
    public void A_cut_message_has_its_event_where_it_can_be_told(string message, FpmLogEvent expected) =>
        Assert.Equal(expected, FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: " + message).Event);

    [Fact]
    public void Wrapped_lines_of_the_slow_log_are_one_record()
    {
        FpmLogEntry entry = Assert.Single(FpmLogText.Read(
            """
            php-1  | 
            php-1  | [23-Nov-2026 03:55:13]  [pool www] pid 10608
            php-1  | script_filename = /report.php
            php-1  | [0x00007f2c3e4130a0] sleep() /report.php:3
            """));

        Assert.Equal("/report.php", entry.Script);
        Assert.Equal("sleep() /report.php:3", Assert.Single(entry.Stack).ToString());
        Assert.StartsWith("php-1  | [23-Nov", entry.GetRawLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_takes_pools_levels_and_events()
    {
        const string log = """
            [23-Nov-2026 03:55:13] NOTICE: ready to handle connections
            [23-Nov-2026 03:55:13] WARNING: [pool www] server reached max_children setting (5), consider raising it
            [23-Nov-2026 03:55:13] WARNING: [pool shop1] server reached max_children setting (6), consider raising it
            [23-Nov-2026 03:55:13] NOTICE: [pool shop2] child 7 started
            """;

        Assert.Equal([5, 6], FpmLogText.Read(log, new FpmLogFilter(events: [FpmLogEvent.MaxChildrenReached])).Select(entry => entry.Limit));
        Assert.Equal(["shop1", "shop2"], FpmLogText.Read(log, new FpmLogFilter(pools: [new WildcardText("SHOP*")])).Select(entry => entry.Pool));
        Assert.Equal([null, "shop2"], FpmLogText.Read(log, new FpmLogFilter(levels: [FpmLogLevel.Notice, FpmLogLevel.Alert])).Select(entry => entry.Pool));
        Assert.Equal(4, FpmLogText.Read(log, new FpmLogFilter([], [], [])).Count);
    }

    [Fact]
    public void Unwanted_records_allocate_nothing()
    {
        byte[] record = "[23-Nov-2026 03:55:13] WARNING: [pool www] child 7, script '/a.php' (request: \"GET /a.php\") execution timed out (30.005881 sec), terminating"u8.ToArray();
        byte[] wrapped = "php-1  | [23-Nov-2026 03:55:13] WARNING: [pool www] child 7 said into stderr: \"NOTICE: PHP message: x\""u8.ToArray();
        var reader = new FpmLogRecordReader(new FpmLogFilter([new WildcardText("shop*")]));
        var context = new RecordContext(new LogSource(null, LogClock.Local), new LineOrigin(), 0, 0);
        long before = 0;
        for (int round = 0; round < 200; round++)
        {
            before = round == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
            Assert.True(reader.BeginsRecord(record) && !reader.AcceptsContinuation(wrapped));
            reader.TryReadTime(wrapped, context.Source, out _);
            if (reader.Read(record, context, out _) != RecordOutcome.Unwanted || reader.Read(wrapped, context, out _) != RecordOutcome.Unwanted)
            {
                Assert.Fail("It was wanted.");
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Broken_bytes_never_throw()
    {
        string[] seeds =
        [
            "[23-Nov-2026 03:55:13] WARNING: [pool www] child 7 said into stderr: \"NOTICE: PHP message: x\", pipe is closed",
            "[23-Nov-2026 03:55:13]  [pool www] pid 10608\nscript_filename = /a.php\n[0x00007f2c3e4130a0] sleep() /a.php:3\n+++ dump failed",
            "{\"log\":\"[23-Nov-2026 03:55:13.123456] NOTICE: pid 7, f(), line 3: fpm is running, pid 3\\n\",\"time\":\"2026-11-23T01:02:03.5+01:00\"}",
            "Nov 23 03:55:13 web php-fpm[123]: [ERROR] [/etc/x.conf:4] unable: Permission denied (13)",
            "1795406113.000001 web php-fpm[123]: [ERROR] hm",
            "[23-Nov-2026 03:55:13 Asia/Tokyo] PHP Warning:  hm",
        ];
        var random = new Random(502);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]);
            for (int change = random.Next(4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = bytes[..random.Next(bytes.Length + 1)];
            if (FpmLogText.ReadRecord(bytes, out FpmLogEntry? entry) == RecordOutcome.Entry)
            {
                foreach (System.Reflection.PropertyInfo property in typeof(FpmLogEntry).GetProperties())
                {
                    property.GetValue(entry);
                }
            }
        }
    }
}
