using System.Runtime.Versioning;
using System.Text;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Names;

/// <summary>A real nginx asks a real name server: what it answers to visitors is what is said of the name.</summary>
[SupportedOSPlatform("linux")]
public sealed class ResolverTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string, int, NameProblemKind?> Answers => new()
    {
        { "known", "", 200, null },
        { "alias", "", 200, null },
        { "six", "ipv6=off", 502, NameProblemKind.NoUsableAddress },
        { "half", "", 502, NameProblemKind.ResolverFails },
        { "half", "ipv6=off", 200, null },
        { "broken", "", 502, NameProblemKind.ResolverFails },
        { "refusing", "", 502, NameProblemKind.ResolverFails },
        { "unknown", "", 502, NameProblemKind.NotKnownToResolver },
        { "empty", "", 502, NameProblemKind.NotKnownToResolver },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task WhatVisitorsGetIsWhatIsSaid(string name, string options, int status, NameProblemKind? kind)
    {
        using var server = MakeServer();
        using StubUpstream upstream = new($"127.0.0.1:{FreePort.Tcp()}", Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        using LabSite site = await StartAsync(server, name, options, upstream);

        Assert.Equal(status, (await site.GetAsync("/named")).Status);

        NginxUpstreamResolution found = Resolve(site, Time);
        Assert.Equal(kind, found.Problems.Length == 0 ? null : Assert.Single(found.Problems).Kind);
        Assert.Equal((NameLookup.PerRequest, status == 200), (found.Lookup, found.IsResolved));
        string[] expected = status == 200 ? ["127.0.0.1"] : [];
        Assert.Equal(expected, found.LikelyAddresses);
        Assert.Equal(site.Nginx.ProcessId, found.ProcessId);
        if (kind is not null)
        {
            // The words of the explanation are those of nginx's log.
            string logged = LabSite.ReadLog(site.ErrorLog);
            string said = found.Problems[0].Explanation[(found.Problems[0].Explanation.IndexOf("could not be resolved (", StringComparison.Ordinal))..];
            Assert.Contains(said[..(said.IndexOf(')', StringComparison.Ordinal) + 1)], logged, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AServerThatSaysNothingIsTold()
    {
        using var server = MakeServer();
        using StubUpstream upstream = new($"127.0.0.1:{FreePort.Tcp()}", ""u8);
        using LabSite site = await StartAsync(server, "silent", "", upstream);

        Assert.Equal(502, (await site.GetAsync("/named")).Status);

        NameProblem problem = Assert.Single(Resolve(site, TimeSpan.FromMilliseconds(300)).Problems);
        Assert.Equal((NameProblemKind.ResolverFails, 502), (problem.Kind, problem.AttemptStatus));
        Assert.Contains("110: Operation timed out", problem.Explanation, StringComparison.Ordinal);
        Assert.Contains("could not be resolved (110: Operation timed out)", LabSite.ReadLog(site.ErrorLog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatIsWrittenOutElsewhereNeedsNoResolver()
    {
        using StubUpstream upstream = new($"127.0.0.1:{FreePort.Tcp()}", Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        string port = upstream.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using LabSite site = await LabSite.StartAsync(_ => new LabSiteOptions
        {
            ServerText = $"location = /written {{ proxy_pass http://localhost:{port}; }} location = /named {{ set $b localhost:{port}; proxy_pass http://$b; }} location = /lost {{ set $c LOCALHOST:1; proxy_pass http://$c; }}",
        });

        Assert.Equal(200, (await site.GetAsync("/named")).Status);
        Assert.Equal(502, (await site.GetAsync("/lost")).Status);

        NginxUpstreamResolution[] found = [.. ResolveAll(site, Time)];
        Assert.Equal(2, found.Length);
        Assert.Equal((NameLookup.AtLoad, 2, true), (found[0].Lookup, found[0].Uses.Length, found[0].IsResolved));
        Assert.Equal((NameLookup.PerRequest, NameProblemKind.NoResolver), (found[1].Lookup, Assert.Single(found[1].Problems).Kind));
        Assert.Contains("no resolver defined to resolve", LabSite.ReadLog(site.ErrorLog), StringComparison.Ordinal);
    }

    private static LabNameServer MakeServer()
    {
        var server = new LabNameServer
        {
            ["known.test"] = new LabNameRecord("127.0.0.1"),
            ["alias.test"] = new LabNameRecord("127.0.0.1") { Aliases = ["known.test"] },
            ["six.test"] = new LabNameRecord("::1"),
            ["half.test"] = new LabNameRecord("127.0.0.1") { CodeOfIPv6 = LabNameRecord.ServerFailure },
            ["broken.test"] = new LabNameRecord { CodeOfIPv4 = LabNameRecord.ServerFailure, CodeOfIPv6 = LabNameRecord.ServerFailure },
            ["refusing.test"] = new LabNameRecord { CodeOfIPv4 = LabNameRecord.Refused, CodeOfIPv6 = LabNameRecord.Refused },
            ["empty.test"] = new LabNameRecord(),
            ["silent.test"] = new LabNameRecord { IsSilent = true },
        };
        return server;
    }

    private static Task<LabSite> StartAsync(LabNameServer server, string name, string options, StubUpstream upstream) => LabSite.StartAsync(_ => new LabSiteOptions
    {
        ServerText = $"resolver {server.EndPoint} {options}; resolver_timeout 1s; location = /named {{ set $b {name}.test:{upstream.Port}; proxy_pass http://$b; }}",
    });

    private static NginxUpstreamResolution Resolve(LabSite site, TimeSpan timeout) => Assert.Single(ResolveAll(site, timeout));

    // Names of these tests are asked of our own server alone: the system's is no part of them.
    private static IEnumerable<NginxUpstreamResolution> ResolveAll(LabSite site, TimeSpan timeout)
    {
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath }).Readings;
        return NameCollector.Collect(nginx, _ => true, _ => true, timeout).Select(facts => NginxUpstreamResolution.Of(facts with
        {
            Answers = [.. facts.Answers.Where(answer => answer.Source is NameSource.NginxResolver || facts.Lookup == NameLookup.AtLoad)],
        }));
    }
}
