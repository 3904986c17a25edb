using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Asks for each host name that nginx leads requests to: what hosts file, system and nginx's resolver answer, and whether they agree.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "NginxUpstream", DefaultParameterSetName = NameSet, HelpUri = HelpPages.Root + "Resolve-NginxUpstream.md")]
[OutputType(typeof(NginxUpstreamResolution))]
public sealed class ResolveNginxUpstreamCommand : GatewayCommandBase
{
    private const string NameSet = "Name";
    private const string InputSet = "InputObject";

    private readonly List<NginxUpstream> _given = [];
    private readonly List<FpmEndpoint> _endpoints = [];

    /// <summary>Only virtual servers with such a name.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Server { get; set; } = [];

    /// <summary>Only locations like these, as they are written.</summary>
    [Parameter(Position = 1, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Location { get; set; } = [];

    /// <summary>Only upstreams of which a server is one of these endpoints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>The upstreams: what Get-NginxUpstream gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    [OfThisSession("Get-NginxUpstream")]
    public NginxUpstream[] InputObject { get; set; } = [];

    /// <summary>Only host names like these.</summary>
    [Parameter]
    [Alias("HostName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait for all answers together.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _given.AddRange(InputObject);
        _endpoints.AddRange(Endpoint);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && _given.Count + _endpoints.Count == 0)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        var root = new PipedRoot(this);
        _given.ForEach(root.Add);
        root.Require(target);
        IReadOnlyList<NginxReading> nginx = GatewayFinding.Nginx(this, target);
        GatewayFinding.WarnIfRefused(this, nginx, []);
        RequireUsed(nginx);
        RequireServers(nginx);
        IReadOnlyList<NginxNameFacts> names = [];
        UntilStopped(() => names = NameCollector.Collect(nginx, IsWanted, IsNamed, Timeout, PipelineStopToken));
        SayGaps(nginx, names);
        WriteEach(names.Select(NginxUpstreamResolution.Of));
    }

    private bool IsWanted(NginxUpstream upstream) => ParameterSetName == InputSet
        ? _given.Exists(given => given.Path == upstream.Path && given.LineNumber == upstream.LineNumber && given.Server == upstream.Server && given.Location == upstream.Location)
        : UpstreamChoice.IsChosen(upstream, Server, Location, _endpoints);

    private bool IsNamed(string name) =>
        Name.Length == 0 || Name.Any(wanted => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase) || new WildcardText(wanted).IsMatch(name));

    private void RequireUsed(IReadOnlyList<NginxReading> nginx)
    {
        IReadOnlyList<string> used = NameCollector.NamesOf(nginx);
        foreach (string name in Name.Where(name => nginx.Count > 0 && !WildcardPattern.ContainsWildcardCharacters(name) && !used.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            WriteError(Errors.HostNameNotUsed(name, used));
        }
    }

    // Position 0 is the virtual server; the name of a host is easily given there.
    private void RequireServers(IReadOnlyList<NginxReading> nginx)
    {
        NginxUpstream[] upstreams = [.. nginx.SelectMany(reading => reading.Configuration.Upstreams)];
        IReadOnlyList<string> used = NameCollector.NamesOf(nginx);
        foreach (string server in nginx.Count == 0 ? [] : UpstreamChoice.Missing(upstreams, Server))
        {
            if (used.Contains(server, StringComparer.OrdinalIgnoreCase))
            {
                WriteWarning($"No virtual server is named {server}; it is a host that nginx leads requests to: Resolve-NginxUpstream -Name {PasteText.PowerShellArgument(server)}");
            }
            else
            {
                WriteError(Errors.UpstreamNotFound($"server {SafeText.Escape(server)}"));
            }
        }
    }

    private void SayGaps(IReadOnlyList<NginxReading> nginx, IReadOnlyList<NginxNameFacts> names)
    {
        NginxUpstream[] unknown = [.. nginx.SelectMany(reading => reading.Configuration.Upstreams).Where(upstream => !upstream.IsResolved && IsWanted(upstream))];
        if (unknown.Length > 0)
        {
            WriteWarning($"{(unknown.Length == 1 ? "1 place hands" : $"{unknown.Length} places hand")} over to what variables hold, and not every value is known ({unknown[0]}): hosts named there are not asked for.");
        }

        if (names.SelectMany(name => name.NotSeen).Distinct().FirstOrDefault() is { } gap)
        {
            WriteWarning(gap.ToString());
        }

        if (names.Count == 0)
        {
            WriteVerbose("No upstream that was chosen names a host: unix sockets and addresses have to be resolved by nobody.");
        }
    }
}
