using Nginx502.Linux;
using Nginx502.Nginx;
using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Metrics;

/// <summary>Labels come from the configuration only.</summary>
public sealed class UpstreamLabelsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("fastcgi://unix:/run/php/a.sock", "unix:/run/php/a.sock")]
    [InlineData("fastcgi://unix:/run/php/a.sock:", "unix:/run/php/a.sock")]
    [InlineData("fastcgi://127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("http://10.0.0.9:8080", "app:8080")]
    [InlineData("http://pool_of_two", "pool_of_two")]
    [InlineData("fastcgi://unix:/run/php/b.sock", "other")]
    [InlineData("fastcgi://10.0.0.9:9000", "other")]
    [InlineData("fastcgi://10.0.0.9:9100", "other")]
    [InlineData("http://evil\"} 1", "other")]
    [InlineData("", "other")]
    public void Names_are_those_of_the_configuration(string logged, string label)
    {
        File.WriteAllText(_path, """
            events { }
            http {
                upstream pool_of_two { server one:9100; server two:9100; }
                server {
                    location /a { fastcgi_pass unix:/run/php/a.sock; }
                    location /b { fastcgi_pass 127.0.0.1:9000; }
                    location /c { proxy_pass http://app:8080; }
                    location /d { proxy_pass http://pool_of_two; }
                    location /e { fastcgi_pass $chosen; }
                }
            }
            """);

        var labels = new UpstreamLabels(NginxConfiguration.Read(_path, FileTree.Host).Upstreams);

        Assert.Equal(label, labels.Of(logged));
    }
}
