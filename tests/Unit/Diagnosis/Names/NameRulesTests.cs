using System.Text.Json;

namespace Nginx502.UnitTests.Diagnosis.Names;

/// <summary>What is said of a name, by what each source answers.</summary>
public sealed class NameRulesTests
{
    private static readonly DateTime Loaded = new(2026, 11, 25, 3, 12, 44, DateTimeKind.Local);

    [Fact]
    public void A_name_that_is_known_everywhere_alike_is_well()
    {
        NginxUpstreamResolution found = Of(AtLoad(Hosts("10.0.0.5"), System("10.0.0.5"), Server("10.0.0.5")));

        Assert.Empty(found.Problems);
        Assert.Equal((true, true, null), (found.IsResolved, found.Agrees, found.Severity));
        Assert.Equal(["10.0.0.5"], found.LikelyAddresses);
        Assert.Contains("2026-11-25 03:12:44", found.Held);
    }

    [Fact]
    public void A_name_that_nobody_knows_keeps_nginx_from_starting()
    {
        NameProblem problem = Only(AtLoad(Hosts(), System(NameAnswerStatus.NoSuchName), Server(NameAnswerStatus.NoSuchName)));

        Assert.Equal((NameProblemKind.HostNotFound, Severity.Error), (problem.Kind, problem.Severity));
        Assert.Contains("host not found in upstream", problem.Explanation);
        Assert.Contains("NXDOMAIN", problem.Explanation);
        Assert.Contains("Add-GatewayHostEntry", problem.Remedies[0].ToString());
    }

    [Theory]
    [InlineData(NameAnswerStatus.ServerFailure, "SERVFAIL")]
    [InlineData(NameAnswerStatus.TimedOut, "within 5 s")]
    public void A_resolver_that_fails_is_told_from_a_name_that_is_not_there(NameAnswerStatus status, string words)
    {
        NameProblem problem = Only(AtLoad(Hosts(), System(status), Server(status)));

        Assert.Equal((NameProblemKind.SystemResolverFails, Severity.Error), (problem.Kind, problem.Severity));
        Assert.Contains(words, problem.Explanation);
    }

    [Fact]
    public void A_name_server_that_knows_what_the_system_does_not_gives_the_address_for_the_line() => Assert.Equal(
        "Add-GatewayHostEntry -Name php -Address '10.0.0.7' -Reload",
        Only(AtLoad(Hosts(), System(NameAnswerStatus.NoSuchName), Server("10.0.0.7"))).Remedies[0].Command);

    [Theory]
    [InlineData(false, Severity.Warning)]
    [InlineData(true, Severity.Note)]
    public void A_hosts_line_that_the_DNS_contradicts_is_named(bool isMarked, Severity severity)
    {
        NginxNameFacts facts = AtLoad(Hosts("10.0.0.5"), System("10.0.0.5"), Server("10.0.0.9")) with { IsHostsLineMarked = isMarked };

        NameProblem problem = Only(facts);

        Assert.Equal((NameProblemKind.SourcesDisagree, severity), (problem.Kind, problem.Severity));
        Assert.Contains("/etc/hosts:3", problem.Explanation);
        Assert.False(Of(facts).Agrees);
    }

    [Fact]
    public void What_was_changed_after_the_load_is_not_held_yet()
    {
        NginxNameFacts facts = AtLoad(Hosts("10.0.0.5"), System("10.0.0.5")) with { HostsChangedAt = Loaded.AddMinutes(3) };

        Assert.Equal((NameProblemKind.ChangedSinceLoad, Severity.Warning), (Only(facts).Kind, Only(facts).Severity));
        Assert.Contains("before /etc/hosts was changed", Of(facts).Held);
        Assert.Empty(Of(facts with { HostsChangedAt = Loaded.AddMinutes(-3) }).Problems);
        Assert.Empty(Of(facts with { Order = ["dns", "files"] }).Problems);
    }

    [Fact]
    public void An_answer_of_the_DNS_is_kept_beyond_its_time()
    {
        NameProblem problem = Only(AtLoad(Hosts(), System("10.0.0.5"), Server("10.0.0.5")));

        Assert.Equal((NameProblemKind.KeptUntilReload, Severity.Note), (problem.Kind, problem.Severity));
        Assert.Contains("30 s", problem.Explanation);
    }

    [Fact]
    public void Variables_without_a_resolver_are_a_502()
    {
        NameProblem dns = Only(PerRequest(null, Hosts(), System("10.0.0.5"), Server("10.0.0.5")));
        NameProblem hosts = Only(PerRequest(null, Hosts("10.0.0.5"), System("10.0.0.5"), Server(NameAnswerStatus.NoSuchName)));

        Assert.Equal((NameProblemKind.NoResolver, 502), (dns.Kind, dns.AttemptStatus));
        Assert.Contains("Set-NginxUpstreamTuning -Directive @{ resolver = '127.0.0.53 valid=30s' }", dns.Remedies[0].Command);
        Assert.Contains("without variables", hosts.Remedies[0].Description);
    }

    [Theory]
    [InlineData(NameAnswerStatus.NoSuchName, NameProblemKind.NotKnownToResolver, "3: Host not found")]
    [InlineData(NameAnswerStatus.NoAddress, NameProblemKind.NotKnownToResolver, "3: Host not found")]
    [InlineData(NameAnswerStatus.ServerFailure, NameProblemKind.ResolverFails, "2: Server failure")]
    [InlineData(NameAnswerStatus.Refused, NameProblemKind.ResolverFails, "5: Operation refused")]
    [InlineData(NameAnswerStatus.TimedOut, NameProblemKind.ResolverFails, "110: Operation timed out")]
    public void Each_failure_of_the_resolver_is_told_with_what_nginx_logs(NameAnswerStatus status, NameProblemKind kind, string logged)
    {
        NameProblem problem = Only(PerRequest("127.0.0.1", Hosts(), Resolver(status, status)));

        Assert.Equal((kind, Severity.Error, 502), (problem.Kind, problem.Severity, problem.AttemptStatus));
        Assert.Contains(logged, problem.Explanation);
    }

    [Theory]
    [InlineData("127.0.0.1:53", "dig @127.0.0.1 php")]
    [InlineData("127.0.0.1:5300", "dig @127.0.0.1 -p 5300 php")]
    [InlineData("[::1]:5300", "dig @::1 -p 5300 php")]
    [InlineData("dns.lan (10.0.0.2:5300)", "dig @10.0.0.2 -p 5300 php")]
    [InlineData("dns.lan:5300", "dig @dns.lan -p 5300 php")]
    [InlineData("dns.lan", "dig @dns.lan php")]
    public void The_name_server_is_asked_at_its_port(string place, string command)
    {
        NameAnswer answer = Resolver(NameAnswerStatus.TimedOut, NameAnswerStatus.TimedOut) with { Place = place };

        Assert.Equal(command, Only(PerRequest("127.0.0.1", Hosts(), answer)).Remedies[^1].Command);
    }

    [Fact]
    public void A_name_of_the_hosts_file_alone_is_not_known_to_the_resolver() =>
        Assert.Contains("does not read /etc/hosts", Only(PerRequest("127.0.0.1", Hosts("10.0.0.5"), System("10.0.0.5"), Resolver(NameAnswerStatus.NoSuchName, NameAnswerStatus.NoSuchName))).Explanation);

    [Fact]
    public void A_domain_that_only_the_system_appends_is_named()
    {
        NameProblem problem = Only(PerRequest("127.0.0.1", Hosts(), System("10.0.0.5"), Server("10.0.0.5") with { AskedName = "php.lan" }, Resolver(NameAnswerStatus.NoSuchName, NameAnswerStatus.NoSuchName)));

        Assert.Contains("php.lan", problem.Explanation);
        Assert.Equal("Write the whole name: php.lan.", problem.Remedies[0].Description);
    }

    [Fact]
    public void One_question_that_fails_spoils_the_other()
    {
        NameProblem problem = Only(PerRequest("127.0.0.1 valid=30s", Hosts(), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.ServerFailure, "10.0.0.5")));

        Assert.Equal((NameProblemKind.ResolverFails, 502), (problem.Kind, problem.AttemptStatus));
        Assert.Contains("resolver = '127.0.0.1 valid=30s ipv6=off'", problem.Remedies[0].Command);
        Assert.Empty(Of(PerRequest("127.0.0.1", Hosts(), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.ServerFailure, "10.0.0.5")) with { AsksIPv6 = false }).Problems);
        Assert.Empty(Of(PerRequest("127.0.0.1", Hosts(), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.5"))).Problems);
    }

    [Fact]
    public void An_address_of_the_kind_that_is_not_asked_for_is_no_help()
    {
        NginxNameFacts facts = PerRequest("127.0.0.1 ipv6=off", Hosts(), Resolver(NameAnswerStatus.NoAddress, NameAnswerStatus.Answered, "fd00::5")) with { AsksIPv6 = false };

        Assert.Equal(NameProblemKind.NoUsableAddress, Only(facts).Kind);
        Assert.Contains("resolver = '127.0.0.1'", Only(facts).Remedies[0].Command);
        Assert.Equal((false, 0), (Of(facts).IsResolved, Of(facts).LikelyAddresses.Length));
    }

    [Fact]
    public void Servers_of_the_resolver_that_disagree_are_named()
    {
        NginxUpstreamResolution found = Of(PerRequest(
            "127.0.0.1 127.0.0.2",
            Hosts(),
            Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.5"),
            Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.6") with { Place = "127.0.0.2:53" }));

        NameProblem problem = Assert.Single(found.Problems);
        Assert.Equal((NameProblemKind.ResolverServersDisagree, Severity.Warning), (problem.Kind, problem.Severity));
        Assert.Contains("resolver = '127.0.0.1'", problem.Remedies[0].Command);
        Assert.Equal(["10.0.0.5", "10.0.0.6"], found.LikelyAddresses);
    }

    [Fact]
    public void A_server_that_fails_beside_one_that_answers_is_a_warning() => Assert.Equal(
        (NameProblemKind.ResolverFails, Severity.Warning, null),
        Only(PerRequest("127.0.0.1 127.0.0.2", Hosts(), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.5"), Resolver(NameAnswerStatus.TimedOut, NameAnswerStatus.TimedOut))) is var problem
            ? (problem.Kind, problem.Severity, problem.AttemptStatus)
            : default);

    [Fact]
    public void A_resolver_that_leads_elsewhere_than_the_system_is_named() => Assert.Equal(
        NameProblemKind.SourcesDisagree,
        Only(PerRequest("127.0.0.1", Hosts("10.0.0.9"), System("10.0.0.9"), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.5"))).Kind);

    [Fact]
    public void Valid_decides_over_the_time_to_live()
    {
        NginxNameFacts facts = PerRequest("127.0.0.1", Hosts(), Resolver(NameAnswerStatus.Answered, NameAnswerStatus.NoAddress, "10.0.0.5"));

        Assert.Contains("after 30 s (time to live)", Of(facts).Held);
        Assert.Contains("after 7 s (valid=)", Of(facts with { ResolverValid = TimeSpan.FromSeconds(7) }).Held);
    }

    [Fact]
    public void Facts_are_the_same_after_JSON()
    {
        NginxNameFacts facts = PerRequest("127.0.0.1", Hosts("10.0.0.9"), System("10.0.0.9"), Resolver(NameAnswerStatus.TimedOut, NameAnswerStatus.TimedOut));

        NginxNameFacts again = JsonSerializer.Deserialize<NginxNameFacts>(JsonSerializer.Serialize(facts with { Uses = [] }))!;

        Assert.Equal(Of(facts).Problems.Select(problem => problem.Explanation), Of(again with { Uses = facts.Uses }).Problems.Select(problem => problem.Explanation));
    }

    private static NginxUpstreamResolution Of(NginxNameFacts facts) => NginxUpstreamResolution.Of(facts);

    private static NameProblem Only(NginxNameFacts facts) => Assert.Single(Of(facts).Problems);

    private static NginxNameFacts AtLoad(params NameAnswer[] answers) => new()
    {
        Name = "php",
        Lookup = NameLookup.AtLoad,
        Uses = [new NameUse("shop.example", "~ \\.php$", "fastcgi_pass", "php:9000", "php:9000", FpmEndpoint.Parse("php:9000"), "/etc/nginx/nginx.conf", 7)],
        Answers = answers,
        Order = ["files", "dns"],
        NameServers = ["127.0.0.53"],
        LoadedAt = Loaded,
        HostsChangedAt = Loaded.AddDays(-1),
        ProcessId = 4711,
        MasterConfigurationPath = "/etc/nginx/nginx.conf",
        Timeout = TimeSpan.FromSeconds(5),
    };

    private static NginxNameFacts PerRequest(string? resolver, params NameAnswer[] answers) => AtLoad(answers) with
    {
        Lookup = NameLookup.PerRequest,
        Resolver = resolver is null ? null : new NginxSetting("resolver", resolver, NginxSettingScope.Http, "/etc/nginx/nginx.conf", 3),
    };

    private static NameAnswer Hosts(params string[] addresses) => Answer(NameSource.Hosts, addresses.Length == 0 ? "/etc/hosts" : "/etc/hosts:3", addresses, NameAnswerStatus.NoSuchName, null);

    private static NameAnswer System(string address) => Answer(NameSource.System, "getaddrinfo", [address], NameAnswerStatus.NoAddress, null);

    private static NameAnswer System(NameAnswerStatus status) => Answer(NameSource.System, "getaddrinfo", [], status, null);

    private static NameAnswer Server(string address) => Answer(NameSource.NameServer, "127.0.0.53:53", [address], NameAnswerStatus.NoAddress, TimeSpan.FromSeconds(30));

    private static NameAnswer Server(NameAnswerStatus status) => Answer(NameSource.NameServer, "127.0.0.53:53", [], status, null);

    private static NameAnswer Resolver(NameAnswerStatus ipv4, NameAnswerStatus ipv6, params string[] addresses) =>
        Answer(NameSource.NginxResolver, "127.0.0.1:53", addresses, NameAnswerStatus.NoAddress, addresses.Length > 0 ? TimeSpan.FromSeconds(30) : null) with { IPv4Status = ipv4, IPv6Status = ipv6 };

    private static NameAnswer Answer(NameSource source, string place, string[] addresses, NameAnswerStatus otherwise, TimeSpan? life)
    {
        string[] six = [.. addresses.Where(address => address.Contains(':'))];
        string[] four = [.. addresses.Except(six)];
        return new NameAnswer(
            source, place, "php", four.Length > 0 ? NameAnswerStatus.Answered : otherwise, four, six.Length > 0 ? NameAnswerStatus.Answered : otherwise, six, [], life, null, null);
    }
}
