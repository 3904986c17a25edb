using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Timeline;

/// <summary>Entries of systemd's journal, and what a timeline makes of them.</summary>
public sealed class UnitSourceTests
{
    private static SystemJournalEntry[] Entries => [.. File.ReadLines(TestData.Path("journal/units.jsonl")).Select(SystemJournalEntry.Parse).OfType<SystemJournalEntry>()];

    [Fact]
    public void Entries_have_their_time_and_fields()
    {
        SystemJournalEntry[] entries = Entries;

        Assert.Equal(11, entries.Length);
        Assert.Equal((DateTime.UnixEpoch.AddMicroseconds(1795575600123456).ToLocalTime(), DateTimeKind.Local), (entries[0].Time, entries[0].Time.Kind));
        Assert.Equal(("Nginx\u001b", "nginx.service"), (entries[6].Message, entries[6]["UNIT"]));
        Assert.Equal((string.Empty, null), (entries[8].Message, entries[8]["MESSAGE"]));
    }

    [Fact]
    public void What_systemd_did_becomes_events() => Assert.Equal(
        [
            "UnitStarted php8.2-fpm.service: Started php8.2-fpm.service - The PHP 8.2 FastCGI Process Manager",
            "UnitReloaded nginx.service: Reloaded nginx.service - A high performance web server",
            "UnitFailed php8.2-fpm.service: Main process exited, code=killed, status=9/KILL; Failed with result 'signal'",
            "UnitFailed nginx.service: Failed to start nginx.service - A high performance web server",
            "UnitStopped nginx.service: Nginx\\x1B",
            "OomKill php8.2-fpm.service: A process of this unit has been killed by the OOM killer",
            "WorkerCrash php-fpm8.2: dumped core on SIGSEGV: coredumpctl info tells where",
        ],
        UnitSource.EventsOf(Entries).Select(found => found.ToString()));

    // nginx -s quit, and systemctl stop.
    [Fact]
    public void An_end_that_systemd_was_not_asked_for_is_a_stop_too() => Assert.Equal(
        [
            "UnitStopped nginx.service: it ended by itself, or was told to end, and not by systemd",
            "UnitStarted nginx.service: Started nginx.service",
            "UnitStopped nginx.service: Stopped nginx.service",
            "UnitStopped php8.2-fpm.service: it ended by itself, or was told to end, and not by systemd",
        ],
        UnitSource.EventsOf(
        [
            Entry(100, SystemJournalEntry.UnitSucceeded, "nginx.service", "nginx.service: Deactivated successfully."),
            Entry(107, SystemJournalEntry.UnitStarted, "nginx.service", "Started nginx.service."),
            Entry(120, SystemJournalEntry.UnitSucceeded, "nginx.service", "nginx.service: Deactivated successfully."),
            Entry(120, "0", "nginx.service", "nginx.service: Unit process 77 (nginx) remains running after unit stopped."),
            Entry(120, SystemJournalEntry.UnitStopped, "nginx.service", "Stopped nginx.service."),
            Entry(130, SystemJournalEntry.UnitSucceeded, "php8.2-fpm.service", "php8.2-fpm.service: Deactivated successfully."),
        ]).Select(found => found.ToString()));

    // It had ended already, and nobody stopped it.
    [Fact]
    public void What_systemd_starts_again_by_itself_was_not_stopped() => Assert.Equal(
        [TimelineEventKind.UnitFailed, TimelineEventKind.UnitStarted, TimelineEventKind.UnitStopped],
        UnitSource.EventsOf(
        [
            Entry(100, SystemJournalEntry.UnitFailed, "php8.2-fpm.service", "php8.2-fpm.service: Failed with result 'exit-code'."),
            Entry(102, SystemJournalEntry.RestartScheduled, "php8.2-fpm.service", "php8.2-fpm.service: Scheduled restart job, restart counter is at 1."),
            Entry(102, SystemJournalEntry.UnitStopped, "php8.2-fpm.service", "Stopped php8.2-fpm.service."),
            Entry(103, SystemJournalEntry.UnitStarted, "php8.2-fpm.service", "Started php8.2-fpm.service."),
            Entry(104, SystemJournalEntry.UnitStopped, "php8.2-fpm.service", "Stopped php8.2-fpm.service."),
        ]).Select(found => found.Kind));

    // With Restart=always: its end is told once, by what it was.
    [Fact]
    public void What_ended_by_itself_and_is_started_again_has_its_end() => Assert.Equal(
        ["UnitStopped php8.2-fpm.service: it ended by itself, or was told to end, and not by systemd", "UnitStarted php8.2-fpm.service: Started php8.2-fpm.service"],
        UnitSource.EventsOf(
        [
            Entry(100, SystemJournalEntry.UnitSucceeded, "php8.2-fpm.service", "php8.2-fpm.service: Deactivated successfully."),
            Entry(101, SystemJournalEntry.RestartScheduled, "php8.2-fpm.service", "php8.2-fpm.service: Scheduled restart job, restart counter is at 1."),
            Entry(101, SystemJournalEntry.UnitStopped, "php8.2-fpm.service", "Stopped php8.2-fpm.service."),
            Entry(101, SystemJournalEntry.UnitStarted, "php8.2-fpm.service", "Started php8.2-fpm.service."),
        ]).Select(found => found.ToString()));

    // Where systemd says nothing between, the next stop is a person's.
    [Fact]
    public void A_stop_after_the_start_is_one() => Assert.Equal(
        [TimelineEventKind.UnitFailed, TimelineEventKind.UnitStarted, TimelineEventKind.UnitStopped],
        UnitSource.EventsOf(
        [
            Entry(100, SystemJournalEntry.UnitFailed, "php8.2-fpm.service", "php8.2-fpm.service: Failed with result 'exit-code'."),
            Entry(102, SystemJournalEntry.RestartScheduled, "php8.2-fpm.service", "php8.2-fpm.service: Scheduled restart job, restart counter is at 1."),
            Entry(102, SystemJournalEntry.UnitStarted, "php8.2-fpm.service", "Started php8.2-fpm.service."),
            Entry(104, SystemJournalEntry.UnitStopped, "php8.2-fpm.service", "Stopped php8.2-fpm.service."),
        ]).Select(found => found.Kind));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"__REALTIME_TIMESTAMP\":{}}")]
    [InlineData("{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":[300,\"x\"]}")]
    [InlineData("-- No entries --")]
    public void Damaged_lines_harm_nothing(string line) => Assert.True(SystemJournalEntry.Parse(line) is null or { Message: "??" });

    private static SystemJournalEntry Entry(int second, string id, string unit, string message) => SystemJournalEntry.Parse(
        $$"""{"__REALTIME_TIMESTAMP":"{{1795575600L + second}}000000","MESSAGE_ID":"{{id}}","UNIT":"{{unit}}","MESSAGE":"{{message}}"}""")!;
}
