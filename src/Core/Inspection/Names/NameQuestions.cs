using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>Asks for names, each question once, all at the same time, and none beyond one deadline.</summary>
internal sealed class NameQuestions : IDisposable
{
    // The C library's resolver holds a thread as long as it waits.
    private const int MostThreads = 64;

    private static readonly SemaphoreSlim Threads = new(MostThreads);

    private readonly INameServers _servers;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _deadline;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<string, Lazy<Task<NameAnswer>>> _system = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins; the time runs from now.</summary>
    /// <param name="servers">Asks name servers.</param>
    /// <param name="timeout">How long to wait for all answers.</param>
    /// <param name="stop">Ends it.</param>
    public NameQuestions(INameServers servers, TimeSpan timeout, CancellationToken stop)
    {
        (_servers, _timeout, _stop) = (servers, timeout, stop);
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _deadline.CancelAfter(timeout);
    }

    /// <inheritdoc/>
    public void Dispose() => _deadline.Dispose();

    /// <summary>Asks the system's resolver.</summary>
    public Task<NameAnswer> System(string name) => _system.GetOrAdd(name, asked => new Lazy<Task<NameAnswer>>(() => AskSystemAsync(asked))).Value;

    /// <summary>Asks a name server of the system as the C library does: with its domains, until the name is known.</summary>
    public async Task<NameAnswer> NameServer(IPAddress server, string name, ResolverFile settings)
    {
        NameAnswer? answer = null;
        foreach (string candidate in settings.Candidates(name))
        {
            answer = await AskAsync(NameSource.NameServer, new IPEndPoint(server, 53), null, candidate).ConfigureAwait(false);
            if (answer.Status is not (NameAnswerStatus.NoSuchName or NameAnswerStatus.NoAddress))
            {
                break;
            }
        }

        return answer!;
    }

    /// <summary>Asks a server of nginx's <c>resolver</c>: for the name as it is.</summary>
    public async Task<IReadOnlyList<NameAnswer>> Resolver(NginxAddress server, string name)
    {
        if (NginxResolver.EndPointOf(server) is { } endPoint)
        {
            return [await AskAsync(NameSource.NginxResolver, endPoint, null, name).ConfigureAwait(false)];
        }

        // nginx finds the server itself by the system's resolver, and takes all of its addresses.
        NameAnswer itself = await System(server.Host).ConfigureAwait(false);
        if (itself.Addresses.Length == 0)
        {
            return [Nothing(NameSource.NginxResolver, SafeText.Escape(server.Text), name, NameAnswerStatus.Unreachable, "the name server's own name does not resolve", null)];
        }

        return await Task.WhenAll(itself.Addresses.Select(address =>
            AskAsync(NameSource.NginxResolver, new IPEndPoint(IPAddress.Parse(address), server.Port), SafeText.Escape(server.Host), name))).ConfigureAwait(false);
    }

    private async Task<NameAnswer> AskSystemAsync(string name)
    {
        const string place = "getaddrinfo";
        try
        {
            await Threads.WaitAsync(_deadline.Token).ConfigureAwait(false);
            var done = new TaskCompletionSource<NameAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            new Thread(() =>
            {
                long start = Stopwatch.GetTimestamp();
                NameAnswerStatus status = SystemLookup.Ask(name, out IReadOnlyList<IPAddress> addresses, out string? problem);
                Threads.Release();
                done.SetResult(Make(NameSource.System, place, name, (status, addresses), (status, addresses), [], null, Stopwatch.GetElapsedTime(start), problem));
            })
            { IsBackground = true, Name = "name lookup" }.Start();
            return await done.Task.WaitAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return Nothing(NameSource.System, place, name, NameAnswerStatus.TimedOut, null, _timeout);
        }
    }

    private async Task<NameAnswer> AskAsync(NameSource source, IPEndPoint server, string? serverName, string name)
    {
        string place = serverName is null ? server.ToString() : $"{serverName} ({server})";
        long start = Stopwatch.GetTimestamp();
        DnsReply[] replies = await Task.WhenAll(ReplyAsync(server, name, isIPv6: false), ReplyAsync(server, name, isIPv6: true)).ConfigureAwait(false);
        TimeSpan?[] lives = [.. replies.Select(reply => reply.TimeToLive).Where(life => life is not null)];
        string[] problems = [.. replies.Select(reply => reply.Problem).OfType<string>().Distinct(StringComparer.Ordinal)];
        return Make(
            source,
            place,
            name,
            (replies[0].Status, replies[0].Addresses),
            (replies[1].Status, replies[1].Addresses),
            replies.OrderByDescending(reply => reply.Aliases.Count).First().Aliases,
            lives.Length == 0 ? null : lives.Min(),
            Stopwatch.GetElapsedTime(start),
            problems.Length == 0 ? null : string.Join("; ", problems));
    }

    private async Task<DnsReply> ReplyAsync(IPEndPoint server, string name, bool isIPv6)
    {
        TimeSpan left = _timeout - Stopwatch.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            return DnsReply.Failed(NameAnswerStatus.TimedOut, null);
        }

        try
        {
            return await _servers.AskAsync(new DnsQuestion(server, name, isIPv6, left), _deadline.Token).WaitAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return DnsReply.Failed(NameAnswerStatus.TimedOut, null);
        }
    }

    private static NameAnswer Nothing(NameSource source, string place, string name, NameAnswerStatus status, string? problem, TimeSpan? duration) =>
        Make(source, place, name, (status, []), (status, []), [], null, duration, problem);

    /// <summary>An answer of both families; a family that is not among the addresses has none.</summary>
    internal static NameAnswer Make(
        NameSource source,
        string place,
        string name,
        (NameAnswerStatus Status, IReadOnlyList<IPAddress> Addresses) ipv4,
        (NameAnswerStatus Status, IReadOnlyList<IPAddress> Addresses) ipv6,
        IReadOnlyList<string> aliases,
        TimeSpan? timeToLive,
        TimeSpan? duration,
        string? problem)
    {
        string[] four = [.. Of(ipv4.Addresses, AddressFamily.InterNetwork)];
        string[] six = [.. Of(ipv6.Addresses, AddressFamily.InterNetworkV6)];
        return new NameAnswer(source, place, SafeText.Escape(name), StatusOf(ipv4.Status, four), four, StatusOf(ipv6.Status, six), six, [.. aliases], timeToLive, duration, problem);
    }

    private static NameAnswerStatus StatusOf(NameAnswerStatus status, string[] addresses) =>
        status == NameAnswerStatus.Answered && addresses.Length == 0 ? NameAnswerStatus.NoAddress : status;

    private static IEnumerable<string> Of(IReadOnlyList<IPAddress> addresses, AddressFamily family) =>
        addresses.Where(address => address.AddressFamily == family).Select(address => address.ToString()).Distinct(StringComparer.Ordinal);
}
