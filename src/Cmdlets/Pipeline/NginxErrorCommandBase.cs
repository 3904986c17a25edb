using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that reads nginx's error logs, with what it can choose among their lines.</summary>
public abstract class NginxErrorCommandBase : LogCommandBase
{
    private NginxLogDiscovery? _discovery;
    private string? _configurationPath;

    /// <summary>Only errors with one of these symptoms. Naming a look-alike asks for it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EnumName<Symptom>(ValueName = "a symptom")]
    [SupportsWildcards]
    public Symptom[] Symptom { get; set; } = [];

    /// <summary>Only errors of upstreams like these, as nginx writes them: <c>fastcgi://unix:*</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamAddressCompleter))]
    public string[] Upstream { get; set; } = [];

    /// <summary>Only errors of these FastCGI endpoints.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>Only errors of virtual servers like these.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Server { get; set; } = [];

    /// <summary>Only errors of requests from addresses like these.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Client { get; set; } = [];

    /// <summary>Takes look-alikes too, each with its own symptom: 404s, notices of PHP, visitors who left, and every other line.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The main file of nginx's configuration, to find the logs by. Without it, the running nginx tells.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _configurationPath = LogDiscovery.RequireConfiguration(this, NginxConfigPath);
    }

    /// <summary>The lines that the parameters choose.</summary>
    protected NginxErrorFilter NewFilter() => new()
    {
        IncludesLookAlikes = All,
        Symptoms = Symptom,
        Upstreams = Patterns(Upstream),
        Endpoints = Endpoint,
        Servers = Patterns(Server),
        Clients = Patterns(Client),
    };

    /// <summary>True when some errors are left out.</summary>
    private protected bool IsFiltered => Symptom.Length + Upstream.Length + Endpoint.Length + Server.Length + Client.Length > 0;

    /// <summary>The logs of this machine's nginx.</summary>
    private protected NginxLogDiscovery Discovery => _discovery ??= new NginxLogDiscovery(this, _configurationPath);

    /// <inheritdoc/>
    protected override string LogKind => "nginx's error log";

    /// <inheritdoc/>
    protected sealed override IEnumerable<string> FindLogs() => Discovery.Find(isAccess: false, mayBeMissing: Follows);

    private static WildcardText[] Patterns(string[] texts) => [.. texts.Select(text => new WildcardText(text))];
}
