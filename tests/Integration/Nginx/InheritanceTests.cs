using System.Globalization;
using System.Text.RegularExpressions;
using Nginx502.Lab;
using NginxConfiguration = Nginx502.Nginx.NginxConfiguration;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>
/// What a real nginx does with a request is what is read here: the address that it connects to and the time limits that it sets, as
/// its debugging log tells. Debian's nginx is built with it.
/// </summary>
public sealed class InheritanceTests
{
    private const string Server = "shop.example";

    private static readonly Regex Connecting = new(@"\*(?<connection>\d+) connect to (?<address>\S+), fd:(?<fd>\d+)", RegexOptions.CultureInvariant);
    private static readonly Regex Timer = new(@"\*(?<connection>\d+) event timer add: (?<fd>\d+): (?<time>\d+):", RegexOptions.CultureInvariant);

    private readonly string _address = $"127.0.0.1:{FreePort.Tcp()}";

    /// <summary>The path that reaches each location, in the order of the configuration.</summary>
    private static readonly string[] Paths = ["/plain", "/own", "/outer", "/outer/inner", "/outer/inner/x.php", "/snippet", "/group", "/mapped", "/set", "/if?beta=1", "/http", "/uwsgi", "/scgi"];

    [Fact]
    public async Task NginxConnectsAndWaitsAsIsReadHere()
    {
        using var directory = new LabDirectory();
        using var stub = new StubUpstream(_address, ReadOnlySpan<byte>.Empty);
        int port = FreePort.Tcp();
        LabDirectory.Write(directory.Configuration, "snippet.conf", "fastcgi_connect_timeout 11s;\nfastcgi_read_timeout 12s;\n");
        using var nginx = new NginxServer(directory, port, Compose(directory, port));
        await nginx.StartAsync();
        IReadOnlyList<NginxUpstream> upstreams = NginxConfiguration.Read(nginx.ConfigurationPath).Upstreams;
        Assert.Equal(Paths.Length, upstreams.Count(upstream => upstream.Location != "/if"));

        using var browser = new LabBrowser(port, Server);
        foreach ((string path, NginxUpstream upstream) in Paths.Zip(upstreams.Where(upstream => upstream.Location != "/if")))
        {
            int before = LabSite.ReadLog(LogOf(directory)).Length;
            await browser.GetAsync(path);
            await Patience.UntilAsync(() => LabSite.ReadLog(LogOf(directory))[before..].Contains("close http connection", StringComparison.Ordinal), "the request's end in the log");
            (string address, int connectTimeout, int readTimeout) = Seen(LabSite.ReadLog(LogOf(directory))[before..]);

            Assert.Contains(address, upstream.Endpoints.Select(endpoint => endpoint.ToString()));
            Assert.True(upstream.IsResolved, path);
            Assert.True(upstream.ConnectTimeout!.Value.TotalMilliseconds == connectTimeout, $"{path}: connecting, here {upstream.ConnectTimeout}, nginx {connectTimeout} ms");
            Assert.True(upstream.ReadTimeout!.Value.TotalMilliseconds == readTimeout, $"{path}: reading, here {upstream.ReadTimeout}, nginx {readTimeout} ms");
        }
    }

    private static string LogOf(LabDirectory directory) => Path.Combine(directory.Logs, "error.log");

    // The first timer of the connection to the upstream is that for connecting, the last one that for reading.
    private static (string Address, int ConnectTimeout, int ReadTimeout) Seen(string log)
    {
        Match connecting = Connecting.Match(log);
        Assert.True(connecting.Success, log);
        int[] times = [.. Timer.Matches(log, connecting.Index)
            .Cast<Match>()
            .Where(match => match.Groups["fd"].Value == connecting.Groups["fd"].Value)
            .Select(match => int.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture))];
        Assert.True(times.Length >= 2, log);
        return (connecting.Groups["address"].Value, times[0], times[^1]);
    }

    private string Compose(LabDirectory directory, int port) => $$"""
        {{(LabUser.ForWorkers is { } workers ? $"user {workers.Name} {workers.Group};" : "")}}
        worker_processes 1;
        pid {{directory.Run}}/nginx.pid;
        error_log {{directory.Logs}}/error.log debug;
        events { worker_connections 64; }
        http {
            client_body_temp_path {{directory.Path}}/body;
            fastcgi_temp_path {{directory.Path}}/fastcgi;
            proxy_temp_path {{directory.Path}}/proxy;
            uwsgi_temp_path {{directory.Path}}/uwsgi;
            scgi_temp_path {{directory.Path}}/scgi;
            access_log off;
            keepalive_timeout 0;
            fastcgi_connect_timeout 21s;
            proxy_read_timeout 1m30s;
            uwsgi_connect_timeout 2500ms;
            map $uri $mapped { default 127.0.0.1:1; /mapped {{_address}}; }
            upstream group { server {{_address}}; }

            server {
                listen 127.0.0.1:{{port}};
                server_name {{Server}};
                fastcgi_read_timeout 22s;
                proxy_connect_timeout 23;
                location = /plain { fastcgi_pass {{_address}}; }
                location /own { fastcgi_connect_timeout 24s; fastcgi_read_timeout 1h; fastcgi_pass {{_address}}; }
                location /outer {
                    fastcgi_read_timeout 25s;
                    fastcgi_pass {{_address}};
                    location /outer/inner {
                        fastcgi_connect_timeout 26s;
                        fastcgi_pass {{_address}};
                        location ~ \.php$ { fastcgi_pass {{_address}}; fastcgi_read_timeout 27s; }
                    }
                }
                location /snippet { include snippet.conf; fastcgi_pass {{_address}}; }
                location /group { fastcgi_pass GROUP; }
                location /mapped { fastcgi_pass $mapped; }
                location /set { set $to {{_address}}; fastcgi_pass $to; fastcgi_read_timeout 28s; }
                location /if { fastcgi_pass 127.0.0.1:1; fastcgi_read_timeout 29s; if ($arg_beta) { fastcgi_pass {{_address}}; } }
                location /http { proxy_pass http://{{_address}}/x; }
                location /uwsgi { uwsgi_pass {{_address}}; }
                location /scgi { scgi_pass {{_address}}; scgi_connect_timeout 31s; scgi_read_timeout 32s; }
            }
        }
        """;
}
