using System.Text;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Resources;

public sealed class KernelTextTests
{
    [Theory]
    [InlineData("MemTotal:       24683656 kB\nMemAvailable:   23465664 kB\n", "MemAvailable", 23465664L)]
    [InlineData("oom_kill 3\nnr_free 1\n", "oom_kill", 3L)]
    [InlineData("oom_kill\n", "oom_kill", null)]
    [InlineData("", "x", null)]
    [InlineData(null, "x", null)]
    public void Named_numbers_are_found(string? text, string name, long? expected) =>
        Assert.Equal(expected, KernelText.Named(text).TryGetValue(name, out long number) ? number : null);

    // Linux 3.10, 5.10 and 6.18: each has other columns.
    [Theory]
    [InlineData("TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 17 19\nIpExt: InNoRoutes\nIpExt: 4\n", 17, 19)]
    [InlineData("TcpExt: ListenOverflows\nTcpExt: 5\n", 5, null)]
    [InlineData("TcpExt: A ListenOverflows ListenDrops\nTcpExt: 1\n", null, null)]
    [InlineData("IpExt: ListenOverflows\nIpExt: 5\n", null, null)]
    public void Counters_stand_below_their_names(string text, int? overflows, int? drops)
    {
        IReadOnlyDictionary<string, long> counters = KernelText.Counters(text, "TcpExt");

        Assert.Equal(overflows, counters.TryGetValue("ListenOverflows", out long first) ? (int)first : null);
        Assert.Equal(drops, counters.TryGetValue("ListenDrops", out long second) ? (int)second : null);
    }

    [Theory]
    [InlineData("sockets: used 22\nTCP: inuse 1 orphan 0 tw 9 alloc 1 mem 86\nTCP6: inuse 0\n", "mem", 86)]
    [InlineData("TCP: inuse 1 orphan 0 tw 9 alloc 1 mem", "mem", null)]
    [InlineData("", "mem", null)]
    public void Statistics_of_sockets_are_found(string text, string name, int? expected) => Assert.Equal(expected, (int?)KernelText.SocketStatistic(text, "TCP", name));

    [Theory]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("32769,40000-40009", 11)]
    [InlineData("1-32768,60999-65535", 2)]
    [InlineData("x,5-1,99999", 0)]
    public void Reserved_ports_count_within_the_range(string? list, int expected) => Assert.Equal(expected, KernelText.PortsWithin(list, 32768, 60999));

    [Fact]
    public void Ticks_tell_what_the_processors_did()
    {
        ProcessorTicks ticks = ProcessorTicks.Parse("cpu  100 5 20 800 30 1 2 7 50 0\ncpu0 1 1 1 1\n")!;

        Assert.Equal((128, 800, 30, 7), (ticks.Busy, ticks.Idle, ticks.Waiting, ticks.Stolen));
        Assert.Equal((6, 3, 0, 0), ProcessorTicks.Parse("cpu  1 2 3 3\n") is { } old ? (old.Busy, old.Idle, old.Waiting, old.Stolen) : default);
        Assert.Null(ProcessorTicks.Parse("cpu0 1 2 3 4\n"));
        Assert.Null(ProcessorTicks.Parse(null));
    }

    // Linux 4.20 has no full of the processors.
    [Theory]
    [InlineData("some avg10=95.41 avg60=43.48 avg300=23.33 total=15955613764\nfull avg10=1.50 avg60=0.00 avg300=0.00 total=0\n", 0.9541, 0.4348, 0.015)]
    [InlineData("some avg10=0.00 avg60=0.12 avg300=0.00 total=1\n", 0, 0.0012, null)]
    public void Pressure_is_a_share(string text, double some, double minute, double? full)
    {
        PressureText pressure = PressureText.Parse(text)!;

        Assert.Equal((some, minute), (pressure.Some, pressure.SomeMinute), Near);
        Assert.Equal(full, pressure.Full is { } share ? Math.Round(share, 6) : null);
    }

    [Fact]
    public void A_kernel_without_pressure_tells_none() => Assert.All(new[] { null, "", "some", "some avg10=x avg60=1", "nothing here" }, text => Assert.Null(PressureText.Parse(text)));

    [Fact]
    public void Limits_are_the_soft_ones()
    {
        const string text = """
            Limit                     Soft Limit           Hard Limit           Units     
            Max processes             96364                unlimited            processes 
            Max open files            1024                 524288               files     
            Max locked memory         8388608              8388608              bytes     
            """;

        Assert.Equal(new ProcessLimits(1024, 96364), ProcessLimits.Parse(text));
        Assert.Equal(new ProcessLimits(null, 5), ProcessLimits.Parse("Max processes 5 5\nMax open files            unlimited            unlimited            files\n"));
        Assert.Null(ProcessLimits.Parse("Max processes 5 5\n"));
        Assert.Null(ProcessLimits.Parse(null));
    }

    [Theory]
    [InlineData("7 (a) b) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 12 0 8123 9", 12)]
    [InlineData("7 (x) S 1", 1)]
    public void Threads_are_counted(string stat, long expected) => Assert.Equal(expected, ProcessCounts.Threads(Encoding.ASCII.GetBytes(stat)));

    [Fact]
    public void Own_descriptors_are_counted_as_the_kernel_lists_them()
    {
        long told = ProcessCounts.Descriptors("/proc", Environment.ProcessId)!.Value;

        Assert.InRange(told, 3, 100_000);
        Assert.Null(ProcessCounts.Descriptors("/proc", int.MaxValue));
    }

    [Fact]
    public void A_socket_of_an_answer_counts_where_it_leads()
    {
        var states = new Dictionary<int, long>();
        var destinations = new Dictionary<string, long>();
        byte[] message = new byte[72];
        message[0] = 2;
        message[1] = TcpSockets.TimeWait;
        (message[4], message[5], message[6], message[7]) = (0x9C, 0x40, 0x23, 0x28);
        (message[24], message[27]) = (127, 1);

        TcpSockets.Count(message, 32768, 60999, new HashSet<int>(), states, destinations);
        TcpSockets.Count(message, 32768, 60999, new HashSet<int> { 40000 }, states, destinations);
        TcpSockets.Count(message, 50000, 60999, new HashSet<int>(), states, destinations);
        TcpSockets.Count(message.AsSpan(0, 39), 32768, 60999, new HashSet<int>(), states, destinations);

        Assert.Equal([new(TcpSockets.TimeWait, 3)], states);
        Assert.Equal([new("127.0.0.1:9000", 1)], destinations);
    }

    private static bool Near((double, double) left, (double, double) right) => Math.Abs(left.Item1 - right.Item1) < 1e-9 && Math.Abs(left.Item2 - right.Item2) < 1e-9;
}
