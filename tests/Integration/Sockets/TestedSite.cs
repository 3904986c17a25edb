using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Sockets;

/// <summary>A real site whose sockets are tested as its nginx's worker finds them.</summary>
[SupportedOSPlatform("linux")]
internal sealed class TestedSite : IDisposable
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(500);

    private TestedSite(LabSite site) => Site = site;

    /// <summary>Both servers.</summary>
    public LabSite Site { get; }

    /// <summary>The path of the pool's socket.</summary>
    public string SocketPath => Site.Pool.Listen;

    /// <summary>Starts a site.</summary>
    /// <param name="directives">Directives of the pool.</param>
    /// <param name="usesTcp">True for a pool on TCP.</param>
    /// <param name="fastCgiPass">What nginx hands over to; the pool when null.</param>
    public static async Task<TestedSite> StartAsync(Dictionary<string, string>? directives = null, bool usesTcp = false, Func<LabDirectory, string>? fastCgiPass = null) =>
        new(await LabSite.StartAsync(directory => new LabSiteOptions { UsesTcp = usesTcp, PoolDirectives = directives ?? [], FastCgiPass = fastCgiPass?.Invoke(directory) }));

    /// <summary>A socket in place of php-fpm, in this process.</summary>
    public static Socket Listen(string path, int backlog = 10, SocketType type = SocketType.Stream)
    {
        Socket socket = new(AddressFamily.Unix, type, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (backlog > 0)
        {
            socket.Listen(backlog);
        }

        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return socket;
    }

    /// <summary>Tests what nginx uses, and expects an answer.</summary>
    public FpmSocketTestResult Pass(string? asUser = null)
    {
        FpmSocketTestResult result = Test(asUser: asUser, timeout: Patience.Limit);
        Assert.True(result.Passed, string.Join('\n', result.Rungs) + "\n" + result.Explanation);
        return result;
    }

    /// <summary>Tests what nginx uses, and expects that a rung fails.</summary>
    public FpmSocketTestResult Fail(FpmSocketRungKind rung, Errno? error, string words, string? asUser = null, TimeSpan? timeout = null)
    {
        FpmSocketTestResult result = Test(asUser, timeout);
        Assert.True((rung, error) == (result.FailedRung, result.Errno), $"{string.Join('\n', result.Rungs)}\n{result.Errno} {result.Explanation}");
        Assert.Contains(words, result.Explanation, StringComparison.Ordinal);
        return result;
    }

    /// <summary>Tests what nginx uses.</summary>
    public FpmSocketTestResult Test(string? asUser = null, TimeSpan? timeout = null)
    {
        var target = new GatewayTarget { NginxConfigurationPath = Site.Nginx.ConfigurationPath, FpmConfigurationPath = Site.Fpm.ConfigurationPath };
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayReader.ReadFpm(target).Readings;
        return FpmSocketJudgement.Judge(Assert.Single(FpmSocketSurvey.Look(
            FpmSocketSurvey.EndpointsInUse(nginx, fpm), nginx, fpm, new FpmSocketOptions { Timeout = timeout ?? Impatience, AsUser = asUser })));
    }

    /// <summary>An address of the pool for connections of the test's own.</summary>
    public EndPoint Address => Site.Pool.IsUnixSocket ? new UnixDomainSocketEndPoint(SocketPath) : IPEndPoint.Parse(Site.Pool.Listen);

    /// <inheritdoc/>
    public void Dispose() => Site.Dispose();
}
