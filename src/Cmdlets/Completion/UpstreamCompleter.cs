namespace Nginx502.Completion;

/// <summary>Completes -Server and -Location with those in which nginx hands over.</summary>
public sealed class UpstreamCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName)
    {
        IEnumerable<NginxUpstream> upstreams = GatewayReader.ReadNginx(target).Readings.SelectMany(reading => reading.Configuration.Upstreams);
        return parameterName == "Location"
            ? upstreams.Select(upstream => (upstream.Location, $"{upstream.Server}: {upstream.Upstream}"))
            : upstreams.SelectMany(upstream => upstream.ServerNames.DefaultIfEmpty(upstream.Server).Select(name => (name, $"{upstream.Location}: {upstream.Upstream}")));
    }
}
