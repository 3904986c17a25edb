using System.Diagnostics;
using Nginx502.Lab;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Names;

/// <summary>A name server of our own is asked, and every way of answering is told apart.</summary>
public sealed class NameServersTests : IDisposable
{
    private readonly LabNameServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task AddressesAliasesAndTimeToLiveAreTold()
    {
        _server["php.test"] = new LabNameRecord("10.0.0.5", "10.0.0.6", "fd00::5") { Aliases = ["b.test", "c.test"], TimeToLive = 42 };

        DnsReply four = await AskAsync("php.test", isIPv6: false);
        DnsReply six = await AskAsync("PHP.test", isIPv6: true);

        Assert.Equal((NameAnswerStatus.Answered, TimeSpan.FromSeconds(42), null), (four.Status, four.TimeToLive, four.Problem));
        Assert.Equal(["10.0.0.5", "10.0.0.6"], four.Addresses.Select(address => address.ToString()));
        Assert.Equal(["b.test", "c.test"], four.Aliases);
        Assert.Equal(["fd00::5"], six.Addresses.Select(address => address.ToString()));
    }

    [Theory]
    [InlineData(0, NameAnswerStatus.NoAddress)]
    [InlineData(1, NameAnswerStatus.Failed)]
    [InlineData(LabNameRecord.ServerFailure, NameAnswerStatus.ServerFailure)]
    [InlineData(LabNameRecord.NoSuchName, NameAnswerStatus.NoSuchName)]
    [InlineData(LabNameRecord.Refused, NameAnswerStatus.Refused)]
    public async Task FailuresAreToldApart(int code, NameAnswerStatus status)
    {
        _server["php.test"] = new LabNameRecord { CodeOfIPv4 = code };

        DnsReply reply = await AskAsync("php.test", isIPv6: false);

        Assert.Equal((status, 0, null), (reply.Status, reply.Addresses.Count, reply.TimeToLive));
    }

    [Fact]
    public async Task AnAnswerThatIsCutShortIsAskedForOverTcp()
    {
        _server["big.test"] = new LabNameRecord([.. Enumerable.Range(1, 100).Select(number => $"10.0.1.{number}")]) { IsTruncated = true };

        DnsReply reply = await AskAsync("big.test", isIPv6: false);

        Assert.Equal((100, 1), (reply.Addresses.Count, _server.AskedByTcp));
    }

    [Fact]
    public async Task SilenceEndsWithTheTimeThatWasGiven()
    {
        _server["php.test"] = new LabNameRecord { IsSilent = true };
        long start = Stopwatch.GetTimestamp();

        DnsReply reply = await AskAsync("php.test", isIPv6: false, TimeSpan.FromMilliseconds(300));

        Assert.Equal(NameAnswerStatus.TimedOut, reply.Status);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(200), Patience.Limit);
    }

    [Fact]
    public async Task NamesThatNoQuestionCanHoldAreNoCrash() =>
        Assert.Equal(NameAnswerStatus.Failed, (await AskAsync(new string('a', 70) + ".test", isIPv6: false)).Status);

    [Fact]
    public async Task ItIsStopped()
    {
        _server["php.test"] = new LabNameRecord { IsSilent = true };
        using var stop = new CancellationTokenSource();
        Task<DnsReply> asked = PrivateLibraries.NameServers.AskAsync(new DnsQuestion(_server.EndPoint, "php.test", IsIPv6: false, TimeSpan.FromMinutes(10)), stop.Token);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(Patience.Limit));
    }

    private Task<DnsReply> AskAsync(string name, bool isIPv6, TimeSpan? timeout = null) =>
        PrivateLibraries.NameServers.AskAsync(new DnsQuestion(_server.EndPoint, name, isIPv6, timeout ?? Patience.Limit), CancellationToken.None);
}
