using System.Net;
using System.Text;
using Nginx502.Linux;
using Nginx502.Nginx;
using Nginx502.UnitTests.Nginx;

namespace Nginx502.UnitTests.Linux.Names;

public sealed class NameFilesTests
{
    [Fact]
    public void A_hosts_file_is_read_as_the_C_library_reads_it()
    {
        var hosts = HostsFile.Parse("# 10.0.0.1 commented\n10.0.0.5\tPHP php-fpm # x\r\n  fd00::5 php\n10.0.5 short\n300.1.1.1 php\nphp 10.0.0.6\n10.0.0.7 php # nginx502\n10.0.0.8 last"u8);

        Assert.Equal([2, 3, 7], hosts.Of("php").Select(line => line.LineNumber));
        Assert.Equal([IPAddress.Parse("10.0.0.5"), IPAddress.Parse("fd00::5"), IPAddress.Parse("10.0.0.7")], hosts.Of("php").Select(line => line.Address));
        Assert.Equal([false, false, true], hosts.Of("php").Select(line => line.IsMarked));
        Assert.Equal(8, Assert.Single(hosts.Of("LAST")).LineNumber);
        Assert.Empty(hosts.Of("commented"));
        Assert.Empty(hosts.Of("short"));
    }

    [Theory]
    [InlineData(null, "files|dns", true)]
    [InlineData("passwd: files\nhosts: files dns # as usual\n", "files|dns", true)]
    [InlineData("hosts:\tfiles mdns4_minimal [NOTFOUND=return] dns", "files|mdns4_minimal [NOTFOUND=return]|dns", true)]
    [InlineData("hosts: resolve [!UNAVAIL=return SUCCESS=return] files", "resolve [!UNAVAIL=return SUCCESS=return]|files", false)]
    [InlineData("hosts: dns[NOTFOUND=return] files myhostname", "dns [NOTFOUND=return]|files|myhostname", false)]
    [InlineData("hosts: dns", "dns", false)]
    [InlineData("hosts: files", "files", true)]
    public void The_order_of_sources_is_read(string? text, string sources, bool hasHostsFirst)
    {
        IReadOnlyList<string> order = NameServiceOrder.Parse(text);

        Assert.Equal(sources.Split('|'), order);
        Assert.Equal(hasHostsFirst, NameServiceOrder.HasHostsFirst(order));
        Assert.Equal(sources.Contains("dns", StringComparison.Ordinal) || sources.Contains("resolve", StringComparison.Ordinal), NameServiceOrder.AsksNameServers(order.Where(source => !source.StartsWith("mdns", StringComparison.Ordinal)).ToArray()));
    }

    [Fact]
    public void What_the_resolver_is_told_is_read()
    {
        var settings = ResolverFile.Parse("domain old.example\n# nameserver 10.9.9.9\nnameserver 127.0.0.53\nnameserver ::1\nnameserver nonsense\nnameserver 10.0.0.3\nnameserver 10.0.0.4\nsearch a.example b.example.\noptions timeout:1 ndots:2\n");

        Assert.Equal(["127.0.0.53", "::1", "10.0.0.3"], settings.Servers.Select(server => server.ToString()));
        Assert.Equal(["a.example", "b.example"], settings.SearchDomains);
        Assert.Equal(["php.a.example", "php.b.example", "php"], settings.Candidates("php"));
        Assert.Equal(["x.php.a.example", "x.php.b.example", "x.php"], settings.Candidates("x.php"));
        Assert.Equal(["x.y.php", "x.y.php.a.example", "x.y.php.b.example"], settings.Candidates("x.y.php"));
        Assert.Equal(["php."], settings.Candidates("php."));
        Assert.Equal([IPAddress.Loopback], ResolverFile.Parse(null).Servers);
    }

    [Theory]
    [InlineData("php", true)]
    [InlineData("php_fpm-1.shop.example", true)]
    [InlineData("a:9000", false)]
    [InlineData("http://a", false)]
    [InlineData("-a", false)]
    [InlineData("a-.b", false)]
    [InlineData("a..b", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("10.0.0.5", false)]
    [InlineData("böse.example", false)]
    [InlineData("a\u001b", false)]
    public void Host_names_are_told_from_other_texts(string text, bool isName) => Assert.Equal(isName, HostName.ProblemOf(text) is null);

    [Fact]
    public void Long_names_are_refused()
    {
        Assert.Null(HostName.ProblemOf(new string('a', 63)));
        Assert.NotNull(HostName.ProblemOf(new string('a', 64)));
        Assert.NotNull(HostName.ProblemOf(string.Join('.', Enumerable.Repeat("abcdefghi", 26))));
    }

    [Fact]
    public void A_resolver_directive_is_read()
    {
        var resolver = NginxResolver.Parse("127.0.0.1:5353 [::1] dns.example valid=1m30s ipv6=off status_zone=z");

        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 5353), new IPEndPoint(IPAddress.IPv6Loopback, 53), null], resolver.Servers.Select(NginxResolver.EndPointOf));
        Assert.Equal((TimeSpan.FromSeconds(90), true, false), (resolver.Valid, resolver.AsksIPv4, resolver.AsksIPv6));
        Assert.Null(NginxResolver.Parse("127.0.0.1").Valid);
    }

    [Theory]
    [InlineData("manage_etc_hosts: true\n", null, true)]
    [InlineData("manage_etc_hosts: localhost\n", null, false)]
    [InlineData("users:\n  manage_etc_hosts: true\n", null, false)]
    [InlineData("manage_etc_hosts: 'template'\n", null, true)]
    [InlineData("manage_etc_hosts: true\n", "manage_etc_hosts: false\n", false)]
    [InlineData("#manage_etc_hosts: true\n", null, false)]
    public void Cloud_init_writes_the_hosts_file_only_where_it_is_told_to(string main, string? further, bool isManaged)
    {
        using var tree = new TemporaryTree();
        tree.Write("/etc/cloud/cloud.cfg", main);
        if (further is not null)
        {
            tree.Write("/etc/cloud/cloud.cfg.d/99_x.cfg", Encoding.UTF8.GetBytes(further));
        }

        Assert.Equal(isManaged ? "/etc/cloud/cloud.cfg" : null, CloudInitHosts.WrittenBy(tree.Files));
        tree.Write("/etc/cloud/cloud-init.disabled", string.Empty);
        Assert.Null(CloudInitHosts.WrittenBy(tree.Files));
    }
}
