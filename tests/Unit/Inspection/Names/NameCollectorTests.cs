using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.UnitTests.Nginx;

namespace Nginx502.UnitTests.Inspection.Names;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class NameCollectorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Each_server_of_the_resolver_is_asked_for_both_kinds_of_address()
    {
        using var tree = new TemporaryTree();
        tree.Write("/etc/nsswitch.conf", "hosts: files\n");
        tree.Write("/etc/hosts", "127.0.0.1 localhost\n10.0.0.5 php # nginx502\n");
        tree.Write("/nginx.conf", "events { } http { resolver 10.0.0.2 10.0.0.3:5353 valid=30s ipv6=off; server { set $b php:9000; location / { fastcgi_pass $b; } } }");
        var servers = new FakeNameServers(question => question switch
        {
            { IsIPv6: true } => DnsReply.Failed(NameAnswerStatus.ServerFailure, "no"),
            { Server.Port: 5353 } => DnsReply.Failed(NameAnswerStatus.NoSuchName, null),
            _ => new DnsReply(NameAnswerStatus.Answered, [IPAddress.Parse("10.0.0.6")], ["b.example"], TimeSpan.FromSeconds(7), null),
        });

        NginxNameFacts facts = Assert.Single(Collect(tree, servers, Second));

        Assert.Equal((NameLookup.PerRequest, TimeSpan.FromSeconds(30), true, false, true), (facts.Lookup, facts.ResolverValid, facts.AsksIPv4, facts.AsksIPv6, facts.IsHostsLineMarked));
        Assert.Equal(
            ["/etc/hosts:2: 10.0.0.5", "10.0.0.2:53: 10.0.0.6", "10.0.0.3:5353: ServerFailure"],
            facts.Answers.Select(answer => answer.ToString()));
        NameAnswer first = facts.AnswersOf(NameSource.NginxResolver).First();
        Assert.Equal((NameAnswerStatus.Answered, NameAnswerStatus.ServerFailure, TimeSpan.FromSeconds(7), "no"), (first.IPv4Status, first.IPv6Status, first.TimeToLive, first.Problem));
        Assert.Equal(["b.example"], first.Aliases);
        Assert.Equal(4, servers.Asked.Count);
    }

    [Fact]
    public void Domains_of_the_system_are_tried_in_turn_and_only_for_the_systems_servers()
    {
        using var tree = new TemporaryTree();
        tree.Write("/etc/resolv.conf", "nameserver 10.0.0.2\nsearch a.example b.example\n");
        tree.Write("/nginx.conf", "events { } http { resolver 10.0.0.3; server { set $b php:9000; location / { fastcgi_pass $b; } } }");
        var servers = new FakeNameServers(question => question.Name == "php.b.example" && !question.IsIPv6
            ? new DnsReply(NameAnswerStatus.Answered, [IPAddress.Parse("10.0.0.6")], [], Second, null)
            : DnsReply.Failed(NameAnswerStatus.NoSuchName, null));

        NginxNameFacts facts = Assert.Single(Collect(tree, servers, Second));

        Assert.Equal("php.b.example", facts.AnswersOf(NameSource.NameServer).Single().AskedName);
        Assert.Equal(["php", "php.a.example", "php.b.example"], servers.Asked.Select(question => question.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(servers.Asked.Where(question => question.Server.Address.Equals(IPAddress.Parse("10.0.0.3"))), question => Assert.Equal("php", question.Name));
    }

    [Fact]
    public void Servers_that_never_answer_cost_one_deadline_altogether()
    {
        using var tree = new TemporaryTree();
        tree.Write("/etc/nsswitch.conf", "hosts: files\n");
        tree.Write("/nginx.conf", $"events {{ }} http {{ resolver 10.0.0.2 10.0.0.3; server {{ {string.Join(' ', Enumerable.Range(0, 200).Select(number => $"location /{number} {{ set $b{number} php{number}:9000; fastcgi_pass $b{number}; }}"))} }} }}");
        var servers = new FakeNameServers(_ => null);
        long start = Stopwatch.GetTimestamp();

        IReadOnlyList<NginxNameFacts> facts = Collect(tree, servers, TimeSpan.FromMilliseconds(200));

        Assert.Equal(200, facts.Count);
        Assert.All(facts, one => Assert.All(one.AnswersOf(NameSource.NginxResolver), answer => Assert.Equal(NameAnswerStatus.TimedOut, answer.Status)));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void It_ends_when_it_is_stopped()
    {
        using var tree = new TemporaryTree();
        tree.Write("/etc/nsswitch.conf", "hosts: files\n");
        tree.Write("/nginx.conf", "events { } http { resolver 10.0.0.2; server { set $b php:9000; location / { fastcgi_pass $b; } } }");
        using var stop = new CancellationTokenSource();
        var servers = new FakeNameServers(_ =>
        {
            stop.Cancel();
            return null;
        });

        Assert.ThrowsAny<OperationCanceledException>(() => Collect(tree, servers, TimeSpan.FromMinutes(10), stop.Token));
    }

    [Fact]
    public void The_system_is_asked_as_nginx_asks_it()
    {
        NameAnswerStatus status = SystemLookup.Ask("localhost", out IReadOnlyList<IPAddress> addresses, out string? problem);

        Assert.Equal((NameAnswerStatus.Answered, null), (status, problem));
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address)));
        Assert.NotEmpty(addresses);
        Assert.NotEqual(NameAnswerStatus.Answered, SystemLookup.Ask(new string('a', 300), out _, out problem));
        Assert.NotNull(problem);
    }

    private static IReadOnlyList<NginxNameFacts> Collect(TemporaryTree tree, INameServers servers, TimeSpan timeout, CancellationToken stop = default) => NameCollector.Collect(
        [NginxReading.Of(new Nginx502.Inspection.NginxInstance(null, tree.Files, "/nginx.conf", "/", null, null, null))], _ => true, _ => true, servers, timeout, stop);

    private sealed class FakeNameServers(Func<DnsQuestion, DnsReply?> answer) : INameServers
    {
        public ConcurrentBag<DnsQuestion> Asked { get; } = [];

        public async Task<DnsReply> AskAsync(DnsQuestion question, CancellationToken cancellation)
        {
            Asked.Add(question);
            if (answer(question) is { } reply)
            {
                return reply;
            }

            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        }
    }
}
