namespace Nginx502.Nginx;

/// <summary>The blocks of <c>http</c>: servers with their locations, and the groups and variables that they use.</summary>
internal sealed class HttpModel
{
    private static readonly DirectiveName HttpName = DirectiveTable.Get("http");
    private static readonly DirectiveName ServerName = DirectiveTable.Get("server");
    private static readonly DirectiveName UpstreamName = DirectiveTable.Get("upstream");
    private static readonly DirectiveName LocationName = DirectiveTable.Get("location");
    private static readonly DirectiveName IfName = DirectiveTable.Get("if");
    private static readonly DirectiveName LimitExceptName = DirectiveTable.Get("limit_except");

    private readonly NginxConfiguration _configuration;
    private readonly Dictionary<string, UpstreamGroup> _groups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the blocks of a configuration.</summary>
    public HttpModel(NginxConfiguration configuration)
    {
        _configuration = configuration;
        SyntaxDirective[][] parts = [.. configuration.Main
            .Where(directive => directive.Known == HttpName)
            .Select(directive => configuration.Children(directive).ToArray())];
        Http = new HttpBlock(NginxSettingScope.Http, null, null, parts.Length == 1 ? parts[0] : [.. parts.SelectMany(part => part)]);
        Variables = new VariableSources(configuration, Http);
        foreach (SyntaxDirective directive in Http.Directives)
        {
            if (directive.Known == UpstreamName && directive.ArgumentCount > 0)
            {
                // nginx refuses a second one of the same name; the first is what was meant before it was added.
                var group = UpstreamGroup.Read(directive, configuration.Children(directive));
                _groups.TryAdd(group.Name, group);
            }
        }
    }

    /// <summary>The block <c>http</c> itself.</summary>
    public HttpBlock Http { get; }

    /// <summary>Where variables come from.</summary>
    public VariableSources Variables { get; }

    /// <summary>The groups.</summary>
    public IReadOnlyCollection<UpstreamGroup> Groups => _groups.Values;

    /// <summary>The group of a name, in whatever case; null when there is none.</summary>
    public UpstreamGroup? Group(string name) => _groups.GetValueOrDefault(name);

    /// <summary>The servers.</summary>
    public IEnumerable<HttpBlock> Servers() => Http.Directives
        .Where(directive => directive.Known == ServerName)
        .Select(directive => Block(NginxSettingScope.Server, directive, Http));

    /// <summary>The blocks of a server or location that inherit from it: locations, ifs, and limits of methods.</summary>
    public IEnumerable<HttpBlock> Inner(HttpBlock block)
    {
        foreach (SyntaxDirective directive in block.Directives)
        {
            NginxSettingScope? scope = directive.Known == LocationName ? NginxSettingScope.Location
                : directive.Known == IfName || directive.Known == LimitExceptName ? NginxSettingScope.If
                : null;
            if (scope is { } known && directive.End == SyntaxDirectiveEnd.Block)
            {
                yield return Block(known, directive, block);
            }
        }
    }

    private HttpBlock Block(NginxSettingScope scope, SyntaxDirective directive, HttpBlock parent) =>
        new(scope, directive, parent, _configuration.Children(directive));
}
