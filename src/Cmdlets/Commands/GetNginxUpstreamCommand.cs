using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives what nginx hands over to, with the settings in effect there and the line that each comes from.</summary>
[Cmdlet(VerbsCommon.Get, "NginxUpstream", HelpUri = HelpPages.Root + "Get-NginxUpstream.md")]
[OutputType(typeof(NginxUpstream))]
public sealed class GetNginxUpstreamCommand : StoppableCommandBase
{
    private IReadOnlyList<NginxUpstream>? _upstreams;

    /// <summary>Only virtual servers with such a name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Server { get; set; } = [];

    /// <summary>Only locations like these, as they are written.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Location { get; set; } = [];

    /// <summary>Only upstreams of which a server is one of these endpoints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _upstreams ??= ReadUpstreams();
        foreach (string server in UpstreamChoice.Missing(_upstreams, Server))
        {
            WriteError(Errors.UpstreamNotFound($"server {SafeText.Escape(server)}"));
        }

        WriteEach(_upstreams.Where(upstream => UpstreamChoice.IsChosen(upstream, Server, Location, Endpoint)));
    }

    private NginxUpstream[] ReadUpstreams()
    {
        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, NginxConfigPath, fpmConfigPath: null);
        IReadOnlyList<NginxReading> readings = GatewayFinding.Nginx(this, target);
        foreach (NginxReading reading in readings)
        {
            GatewayFinding.WarnIfRefused(this, "nginx", reading.Configuration.Path, reading.Configuration.Problems);
        }

        return [.. readings.SelectMany(reading => reading.Configuration.Upstreams)];
    }
}
