using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx;

public sealed class NginxLogConfigurationTests
{
    private static readonly NginxLogConfiguration Debian = NginxLogConfiguration.Read(
        NginxConfiguration.Read("/etc/nginx/nginx.conf", FileTree.At(TestData.Path("nginx-conf/debian"))));

    [Fact]
    public void FormatsAreReadByNameAndCombinedIsBuiltIn()
    {
        Assert.Equal(["combined", "json", "timed"], Debian.Formats.Keys.Order());
        Assert.Contains("upstream_status", Debian.Formats["timed"].Variables);
        Assert.StartsWith("/etc/nginx/nginx.conf:12: ", Assert.Single(Debian.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void AServersOwnErrorLogReplacesThatOfTheLevelAbove()
    {
        NginxLogTarget shop = Target("/var/log/nginx/shop-error.log");
        Assert.Equal(["shop.example"], shop.Servers);
        Assert.Equal("crit", shop.Level);
        Assert.Equal(("/etc/nginx/sites-enabled/shop", 4), (shop.ConfigurationPath, shop.LineNumber!.Value));

        NginxLogTarget main = Target("/var/log/nginx/error.log");
        Assert.Equal(["8080"], main.Servers);
        Assert.Equal("error", main.Level);
    }

    [Fact]
    public void AnAccessLogHasItsFormatAndParameters()
    {
        NginxLogTarget shop = Target("/var/log/nginx/shop-access.log");
        Assert.True(shop.IsAccessLog);
        Assert.Equal("timed", shop.FormatName);
        Assert.False(shop.IsPacked);

        NginxLogTarget packed = Target("/var/log/nginx/packed.log.gz");
        Assert.True(packed.IsPacked);
        Assert.Equal("combined", packed.FormatName);

        NginxLogTarget api = Target("/var/log/nginx/api.log");
        Assert.True(api.IsConditional);
        Assert.Equal(["shop.example"], api.Servers);
    }

    [Fact]
    public void ALogThatEveryServerReplacesIsNotInEffect() =>
        Assert.DoesNotContain(Debian.Targets, target => target.Value is "/var/log/nginx/access.log" or "/var/log/nginx/hidden.log" or "off");

    [Theory]
    [InlineData("access_log a; access_log b;", "a")]
    [InlineData("access_log a; access_log b told;", "b")]
    [InlineData("access_log a if=$x; access_log b if=$y;", "a b")]
    [InlineData("access_log a if=$x; access_log b;", "b")]
    [InlineData("access_log syslog:server=unix:/dev/log; access_log b;", "b")]
    [InlineData("access_log a gzip; access_log b;", "b")]
    [InlineData("access_log a;", "a")]
    public void OfSeveralLogsOfTheSameRequestsOneIsCounted(string logs, string counted)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-logs-").FullName;
        try
        {
            string main = Path.Combine(directory, "nginx.conf");
            File.WriteAllText(main, $"http {{ log_format told '$status $upstream_status'; server {{ {logs} location /x {{ access_log {directory}/x; }} }} }}");
            IReadOnlyList<NginxLogTarget> targets = NginxLogConfiguration.Read(NginxConfiguration.Read(main)).Targets;

            Assert.Equal($"{counted} {directory}/x", string.Join(' ', targets.Where(target => target is { IsAccessLog: true, IsRepeated: false }).Select(target => target.Value)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("syslog:server=unix:/dev/log,tag=blog", LogDestination.Syslog)]
    [InlineData("syslog:server=unix:/dev/log", LogDestination.Syslog)]
    [InlineData("stderr", LogDestination.StandardError)]
    [InlineData("/var/log/nginx/${host}.log", LogDestination.Variable)]
    [InlineData("/var/log/nginx/error.log", LogDestination.File)]
    public void DestinationsAreToldApart(string value, LogDestination destination) => Assert.Equal(destination, Target(value).Destination);

    [Fact]
    public void WithoutDirectivesTheBuiltInLogsAreInEffect()
    {
        NginxLogConfiguration configuration = Read("http { server { } }");

        Assert.Equal([false, true], configuration.Targets.Select(target => target.IsAccessLog));
        Assert.All(configuration.Targets, target => Assert.Equal(LogDestination.BuiltIn, target.Destination));
        Assert.All(configuration.Targets, target => Assert.Null(target.LineNumber));
    }

    [Fact]
    public void LevelsInheritFromHttpThenMain()
    {
        NginxLogConfiguration configuration = Read(
            "error_log m; http { error_log h; server { server_name a; } server { server_name b; error_log s; location / { if ($x) { access_log i; } } } }");

        Assert.Equal([], Find("m").Servers);
        Assert.Equal(["a"], Find("h").Servers);
        Assert.Equal(["b"], Find("s").Servers);
        Assert.Equal(["b"], Find("i").Servers);

        NginxLogTarget Find(string value) => Assert.Single(configuration.Targets, target => target.Value == value);
    }

    [Fact]
    public void SeveralLogsOfOneLevelAreAllInEffect()
    {
        NginxLogConfiguration configuration = Read(
            "error_log m; error_log memory:32m debug; http { access_log a; access_log b if=$x; server { } }");

        Assert.Equal(["m", "memory:32m", "a", "b"], configuration.Targets.Select(target => target.Value));
        Assert.Equal(LogDestination.Memory, configuration.Targets[1].Destination);
        Assert.Equal("combined", configuration.Targets[3].FormatName);
    }

    private static NginxLogConfiguration Read(string text)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text);
        return NginxLogConfiguration.Read(tree.Read());
    }

    private static NginxLogTarget Target(string value) => Assert.Single(Debian.Targets, target => target.Value == value);
}
