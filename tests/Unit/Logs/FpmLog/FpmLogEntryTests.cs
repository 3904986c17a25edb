namespace Nginx502.UnitTests.Logs.FpmLog;

public class FpmLogEntryTests
{
    private static readonly DateTime Time = new(2026, 11, 23, 3, 55, 13, DateTimeKind.Local);

    [Fact]
    public void A_worker_that_crashed()
    {
        FpmLogEntry entry = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool www] child 10493 exited on signal 11 (SIGSEGV - core dumped) after 22.169630 seconds from start");

        Assert.Equal(Time, entry.Time);
        Assert.Equal(DateTimeKind.Local, entry.Time!.Value.Kind);
        Assert.Equal(FpmLogLevel.Warning, entry.Level);
        Assert.Equal(FpmLogEvent.ChildExitedOnSignal, entry.Event);
        Assert.Equal("www", entry.Pool);
        Assert.Equal(10493, entry.ProcessId);
        Assert.Equal(11, entry.Signal);
        Assert.Equal("SIGSEGV", entry.SignalName);
        Assert.Null(entry.ExitCode);
        Assert.Equal(TimeSpan.FromMicroseconds(22_169_630), entry.Duration);
        Assert.Equal("child 10493 exited on signal 11 (SIGSEGV - core dumped) after 22.169630 seconds from start", entry.Message);
        Assert.Equal("/var/log/php-fpm.log", entry.Path);
        Assert.Equal(1, entry.LineNumber);
        Assert.Null(entry.ErrorNumber);
        Assert.Empty(entry.Stack);
    }

    [Fact]
    public void A_request_that_took_too_long()
    {
        FpmLogEntry entry = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool www] child 10608, script '/var/www/it's (request: \"x/report.php' (request: \"GET /report.php?n=\"10\"\") execution timed out (30.005881 sec), terminating");

        Assert.Equal(FpmLogEvent.ExecutionTimedOut, entry.Event);
        Assert.Equal(TimeSpan.FromMicroseconds(30_005_881), entry.Duration);
        Assert.Equal("/var/www/it's (request: \"x/report.php", entry.Script);
        Assert.Equal("GET /report.php?n=\"10\"", entry.Request);
    }

    [Theory]
    [InlineData("WARNING: [pool www] server reached pm.max_children setting (5), consider raising it", 5)]
    [InlineData("WARNING: failed processes threshold (3 in 60 sec) is reached, initiating reload", 3)]
    public void A_limit(string line, int expected) => Assert.Equal(expected, FpmLogText.One(line).Limit);

    [Theory]
    [InlineData("ERROR: fork() failed: Resource temporarily unavailable (11)", 11, "Resource temporarily unavailable")]
    [InlineData("ERROR: Unable to create the PID file (/run/php/fpm.pid).: Permission denied (13)", 13, "Permission denied")]
    [InlineData("ERROR: unable to bind listening socket for address '127.0.0.1:9000': Address in use (98)", 98, "Address in use")]
    [InlineData("ERROR: failed to create new listening socket: socket(): Too many open files (24)", 24, "Too many open files")]
    [InlineData("ERROR: [pool www] 'request_slowlog_timeout' (50) can't be greater than 'request_terminate_timeout' (10)", null, null)]
    [InlineData("ERROR: getaddrinfo: Name or service not known", null, "Name or service not known")]
    [InlineData("ERROR: a: b ()", null, null)]
    [InlineData("ERROR: a: b (99999999999)", null, null)]
    public void An_error_of_the_system(string line, int? number, string? text)
    {
        FpmLogEntry entry = FpmLogText.One(line);

        Assert.Equal(number, entry.ErrorNumber);
        Assert.Equal(text, entry.ErrorText);
    }

    [Theory]
    [InlineData("ERROR: [/etc/php/8.2/fpm/pool.d/www.conf:11] unknown entry 'pm.max_childs'", "/etc/php/8.2/fpm/pool.d/www.conf", 11)]
    [InlineData("ERROR: [/etc/x.conf:4] something new", "/etc/x.conf", 4)]
    [InlineData("ERROR: Unable to include /etc/a.conf from /etc/php-fpm.conf at line 143", "/etc/php-fpm.conf", 143)]
    [InlineData("ERROR: failed to load configuration file '/etc/php-fpm.conf'", "/etc/php-fpm.conf", null)]
    public void A_place_in_the_configuration(string line, string path, int? number)
    {
        FpmLogEntry entry = FpmLogText.One(line);

        Assert.Equal(FpmLogEvent.ConfigurationInvalid, entry.Event);
        Assert.Equal(path, entry.ConfigurationPath);
        Assert.Equal(number, entry.ConfigurationLineNumber);
    }

    [Fact]
    public void A_slow_request_with_its_stack()
    {
        FpmLogEntry entry = Assert.Single(FpmLogText.Read(
            """

            [23-Nov-2026 03:55:13]  [pool www] pid 10608
            script_filename = /var/www/html/report.php
            [0x00007f2c3e4130a0] sleep() /var/www/html/report.php:3
            [0x00007f2c3e413030] [INCLUDE_OR_EVAL]() /var/www/a:b.php:9
            [0x00007f2c3e413020] main() unknown:0

            """));

        Assert.Equal(FpmLogEvent.SlowRequest, entry.Event);
        Assert.Equal(FpmLogLevel.Warning, entry.Level);
        Assert.Equal(Time, entry.Time);
        Assert.Equal("www", entry.Pool);
        Assert.Equal(10608, entry.ProcessId);
        Assert.Equal("/var/www/html/report.php", entry.Script);
        Assert.Equal("sleep() /var/www/html/report.php:3", entry.Message);
        Assert.Equal(2, entry.LineNumber);
        Assert.False(entry.IsStackIncomplete);
        Assert.Equal(
            [("sleep", "/var/www/html/report.php", 3), ("[INCLUDE_OR_EVAL]", "/var/www/a:b.php", 9), ("main", null, null)],
            entry.Stack.Select(frame => (frame.Function, frame.File, frame.LineNumber)));
        Assert.Equal("main()", entry.Stack[2].ToString());
    }

    [Fact]
    public void A_slow_request_whose_stack_could_not_be_read()
    {
        IReadOnlyList<FpmLogEntry> entries = FpmLogText.Read(
            "\r\n[23-Nov-2026 03:55:13]  [pool www] pid 1\r\n+++ dump failed\r\n\r\n[23-Nov-2026 03:55:14]  [pool b] pid 2\r\nscript_filename = /x.php\r\n");

        Assert.Equal(["+++ dump failed", ""], entries.Select(entry => entry.Message));
        Assert.Equal([true, false], entries.Select(entry => entry.IsStackIncomplete));
        Assert.Equal("/x.php", entries[1].Script);
    }

    [Theory]
    [InlineData("child 7 said into stderr: \"to stderr one\"", FpmLogEvent.WorkerOutput, "to stderr one", FpmLogLevel.Warning)]
    [InlineData("child 7 said into stdout: \"a \"b\" c\", pipe is closed", FpmLogEvent.WorkerOutput, "a \"b\" c", FpmLogLevel.Warning)]
    [InlineData("child 7 said into stderr: \"cut before its e", FpmLogEvent.WorkerOutput, "cut before its e", FpmLogLevel.Warning)]
    [InlineData("child 7 said into stderr: \"", FpmLogEvent.WorkerOutput, null, FpmLogLevel.Warning)]
    [InlineData("child 7 said into stderr: \"NOTICE: PHP message: hello\"", FpmLogEvent.PhpMessage, "hello", FpmLogLevel.Notice)]
    [InlineData("child 7 said into stderr: \"NOTICE: sapi_cgi_log_message(), line 632: \0PHP message: hello\"", FpmLogEvent.PhpMessage, "hello", FpmLogLevel.Notice)]
    [InlineData("child 7 said into stderr: \"PHP Fatal error:  no\"", FpmLogEvent.PhpMessage, "PHP Fatal error:  no", FpmLogLevel.Error)]
    [InlineData("child 7 said into stderr: \"ERROR: no event of its own\"", FpmLogEvent.WorkerOutput, "ERROR: no event of its own", FpmLogLevel.Warning)]
    public void What_a_worker_said(string message, FpmLogEvent expected, string? output, FpmLogLevel level)
    {
        FpmLogEntry entry = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool www] " + message);

        Assert.Equal(expected, entry.Event);
        Assert.Equal(output, entry.Output);
        Assert.Equal(level, entry.Level);
        Assert.Equal("www", entry.Pool);
        Assert.Equal(7, entry.ProcessId);
        Assert.Equal(message.Replace("\0", "\\x00", StringComparison.Ordinal), entry.Message);
    }

    [Fact]
    public void What_php_fpm_itself_said_in_a_worker_is_not_mere_output()
    {
        FpmLogEntry dropped = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool www] child 7 said into stderr: \"ERROR: Connection disallowed: IP address '10.0.0.7' has been dropped.\"");
        FpmLogEntry setUp = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool www] child 7 said into stderr: \"ERROR: [pool www] failed to chdir(/srv): Permission denied (13)\"");

        Assert.Equal((FpmLogEvent.ClientNotAllowed, FpmLogLevel.Error, 7), (dropped.Event, dropped.Level, dropped.ProcessId));
        Assert.Equal((FpmLogEvent.ChildInitializationFailed, 13, "Permission denied"), (setUp.Event, setUp.ErrorNumber, setUp.ErrorText));
    }

    [Fact]
    public void Text_is_safe_to_show_and_the_raw_line_is_as_it_was()
    {
        FpmLogEntry entry = FpmLogText.One("[23-Nov-2026 03:55:13] WARNING: [pool w\u001b[2Jw] child 7 said into stderr: \"\u0007\u202e\"");

        Assert.Equal("w\\x1B[2Jw", entry.Pool);
        Assert.Equal("\\x07\\u202E", entry.Output);
        Assert.Contains("\u001b[2J", entry.GetRawLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_made_by_the_reader_alone() =>
        Assert.Empty(typeof(FpmLogEntry).GetConstructors().Concat(typeof(FpmStackFrame).GetConstructors()));
}
