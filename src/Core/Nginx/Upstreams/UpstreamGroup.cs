namespace Nginx502.Nginx;

/// <summary>One <c>upstream</c> group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directive">The directive.</param>
/// <param name="Servers">Its servers.</param>
/// <param name="Addresses">The lines that name them.</param>
/// <param name="Settings">Its other directives.</param>
internal sealed record UpstreamGroup(
    string Name, SyntaxDirective Directive, IReadOnlyList<NginxUpstreamServer> Servers, IReadOnlyList<AddressSite> Addresses, IReadOnlyList<NginxSetting> Settings)
{
    private static readonly DirectiveName ServerName = DirectiveTable.Get("server");

    /// <summary>Reads a group.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="directives">What stands in its block, each include replaced.</param>
    public static UpstreamGroup Read(SyntaxDirective directive, IReadOnlyList<SyntaxDirective> directives)
    {
        var servers = new List<NginxUpstreamServer>();
        var addresses = new List<AddressSite>();
        var settings = new List<NginxSetting>();
        foreach (SyntaxDirective inner in directives)
        {
            if (inner.Known == ServerName && inner.ArgumentCount > 0)
            {
                servers.Add(UpstreamServerReader.Read(inner));
                addresses.Add(new AddressSite(inner, inner.Argument(0), servers[^1].Endpoint));
            }
            else if (inner.Known is not null)
            {
                settings.Add(SettingText.Read(inner, hasParameter: false, NginxSettingScope.Upstream));
            }
        }

        return new UpstreamGroup(directive.Argument(0), directive, servers, addresses, settings);
    }
}
