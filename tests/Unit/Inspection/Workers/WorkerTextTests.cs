using System.Diagnostics;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Workers;

/// <summary>The small texts of /proc that tell of a worker, and how they are told.</summary>
public sealed class WorkerTextTests
{
    private const string Stat =
        "4711 (php-fpm: pool) w) S 1 4711 4711 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 1 0 123456 300000000 5000 18446744073709551615 1 1 0 0 0 0 0 4096 0 1 0 0 17 0 0 0 0 0 0";

    [Theory]
    [InlineData('R', ProcessState.Running)]
    [InlineData('S', ProcessState.Sleeping)]
    [InlineData('D', ProcessState.DiskSleep)]
    [InlineData('T', ProcessState.Stopped)]
    [InlineData('t', ProcessState.Traced)]
    [InlineData('Z', ProcessState.Zombie)]
    [InlineData('X', ProcessState.Ended)]
    [InlineData('I', ProcessState.Idle)]
    [InlineData('?', ProcessState.Unknown)]
    public void A_letter_is_a_state(char letter, ProcessState state) =>
        Assert.Equal(state, WorkerReader.StateOf(Stat.Replace(") S", $") {letter}", StringComparison.Ordinal)));

    [Fact]
    public void Processor_time_is_read_and_shared_exactly_where_the_kernel_counts_it()
    {
        long second = Stopwatch.Frequency;
        ProcessorUse first = ProcessorUse.Parse(Stat, "3154425 6211480 5", 0)!.Value;
        ProcessorUse half = ProcessorUse.Parse(Stat, "503154425 6211480 5", second)!.Value;
        ProcessorUse byTicks = ProcessorUse.Parse(Stat.Replace(" 150 50 ", " 170 55 ", StringComparison.Ordinal), null, second)!.Value;
        ProcessorUse other = ProcessorUse.Parse(Stat.Replace("123456", "123457", StringComparison.Ordinal), null, second)!.Value;

        Assert.Equal((123456UL, TimeSpan.FromSeconds(2)), (first.StartTicks, first.Total));
        Assert.Equal(0.5, half.ShareSince(first));
        Assert.Equal(0.25, byTicks.ShareSince(first));
        Assert.Null(other.ShareSince(first));
        Assert.Null(first.ShareSince(first));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711 (php-fpm) S 1 2 3")]
    [InlineData("no stat")]
    public void What_is_no_stat_tells_nothing(string text) => Assert.Null(ProcessorUse.Parse(text, null, 0));

    [Theory]
    [InlineData("/var/lib/php/sessions/sess_k3v9aaaaaaaaaaaaaaaaaaaaaaaa", "/var/lib/php/sessions/sess_k3v9***", true)]
    [InlineData("/tmp/sess_ab", "/tmp/sess_ab***", true)]
    [InlineData("/var/lib/sess_x/cron.lock", "/var/lib/sess_x/cron.lock", false)]
    [InlineData("/tmp/a\u001b[31m.lock", "/tmp/a\\x1B[31m.lock", false)]
    public void A_session_is_told_without_its_number(string path, string shown, bool isSession)
    {
        Assert.Equal(shown, WaitedFile.Describe(path));
        Assert.Equal(isSession, WaitedFile.IsSession(path));
    }

    [Theory]
    [InlineData("inet_csk_accept", FpmWorkerWait.Request)]
    [InlineData("__skb_wait_for_more_packets", FpmWorkerWait.Request)]
    [InlineData("hrtimer_nanosleep", FpmWorkerWait.Timer)]
    [InlineData("locks_lock_inode_wait", FpmWorkerWait.Lock)]
    [InlineData("flock_lock_inode_wait", FpmWorkerWait.Lock)]
    [InlineData("do_wait", FpmWorkerWait.Child)]
    [InlineData("anon_pipe_read", FpmWorkerWait.Pipe)]
    [InlineData("futex_wait_queue", FpmWorkerWait.SharedMemory)]
    [InlineData("do_sys_poll", null)]
    public void A_channel_tells_where_the_call_was_not_seen(string channel, FpmWorkerWait? wait) => Assert.Equal(wait, WaitChannels.WaitOf(channel));

    [Fact]
    public void Descriptors_that_are_waited_for_are_found()
    {
        Assert.Equal([5, 7], WaitedDescriptors.ParsePolled([5, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 7, 0, 0, 0, 4, 0, 0, 0, 9, 0]));
        Assert.Equal([1, 8, 23], WaitedDescriptors.ParseSet([0b10, 0b1, 0b1000_0000]));
        Assert.Equal([5, 12], WaitedDescriptors.ParseEpoll("pos:\t0\nflags:\t02\ntfd:        5 events:       19 data:  5\ntfd:       12 events: 1\ntfd: x\ntfd:\n"));
    }

    [Theory]
    [InlineData(3306, "MySQL")]
    [InlineData(6379, "Redis")]
    [InlineData(53, "DNS")]
    [InlineData(4711, null)]
    public void A_port_hints_at_a_server(int port, string? server) => Assert.Equal(server, WellKnownServers.AtPort(port));

    [Fact]
    public void Workers_that_are_gone_have_ended()
    {
        FpmWorkerActivity gone = Assert.Single(FpmWorkerSampling.Take([int.MaxValue], TimeSpan.Zero).Workers);

        Assert.Equal((FpmWorkerWait.Ended, ProcessState.Ended, "has ended"), (gone.Wait, gone.State, gone.Activity));
        Assert.Empty(FpmWorkerSampling.Take([], TimeSpan.FromHours(1)).Workers);
    }

    [Fact]
    public void A_wait_between_two_looks_can_be_ended()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        Assert.Throws<OperationCanceledException>(() => FpmWorkerSampling.Take([Environment.ProcessId], TimeSpan.FromHours(1), stop.Token));
    }
}
