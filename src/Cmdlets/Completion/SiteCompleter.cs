namespace Nginx502.Completion;

/// <summary>Completes sites of nginx's configuration that lead to an upstream: <c>https://shop.example/</c>.</summary>
public sealed class SiteCompleter : ValueCompleter
{
    private const string Http = "80";
    private const string Https = "443";

    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName)
    {
        foreach (NginxUpstream upstream in GatewayReader.ReadNginx(target).Readings.SelectMany(reading => reading.Configuration.Upstreams))
        {
            foreach (string name in upstream.ServerNames.Where(IsHost))
            {
                foreach (string port in upstream.Listen.Select(PortOf).Where(port => port is Http or Https))
                {
                    yield return ($"{(port == Https ? "https" : "http")}://{name}/", $"{upstream.Location}: {upstream.Upstream}");
                }
            }
        }
    }

    // Of a pattern nobody can ask.
    private static bool IsHost(string name) => name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) == UriHostNameType.Dns;

    // An address alone has the port of HTTP.
    private static string PortOf(string listen) => listen[(listen.LastIndexOf(':') + 1)..] is var port && port.All(char.IsAsciiDigit) ? port : Http;
}
