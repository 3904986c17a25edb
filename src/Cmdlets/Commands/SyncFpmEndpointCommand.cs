using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Makes nginx and a pool agree on where the pool listens, both sides in one change.</summary>
[Cmdlet(VerbsData.Sync, "FpmEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Sync-FpmEndpoint.md")]
[OutputType(typeof(GatewayChange))]
public sealed class SyncFpmEndpointCommand : GatewayChangeCommandBase
{
    // More are seen in the diff.
    private const int NamedPlaces = 20;

    private readonly List<(string Pool, string? Path)> _pools = [];
    private readonly List<NginxUpstream> _upstreams = [];
    private PipedRoot? _root;

    /// <summary>The pool.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string Pool { get; set; } = string.Empty;

    /// <summary>The file of the pool, or the main file of its php-fpm, where several pools have the name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolFileCompleter))]
    public string? ConfigurationPath { get; set; }

    /// <summary>How nginx and the pool are to reach each other.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public EndpointTransport Transport { get; set; }

    /// <summary>The address that both are to use. Without it the one that the pool has where it fits, else a usual one.</summary>
    [Parameter]
    [ValidateNotNull]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint? Endpoint { get; set; }

    /// <summary>
    /// Upstreams that are to lead to the pool beside those that do already. Without it those that lead nowhere and were surely meant for it.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public NginxUpstream[] Upstream { get; set; } = [];

    /// <summary>A directory that stands for <c>/</c>: a copy of a server. Nothing there is run, and nothing is checked by the programs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>What was piped, to see where it was read.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (_root ??= new PipedRoot(this)).Add(InputObject);
        _upstreams.AddRange(Upstream);
        if (!_pools.Contains((Pool, ConfigurationPath)))
        {
            _pools.Add((Pool, ConfigurationPath));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        GatewayTarget target = ResolveTarget(RootPath);
        _root?.Require(target);
        foreach ((string pool, string? path) in _pools)
        {
            // Read anew for each: a change before may have moved lines.
            Sync(GatewayFinding.Nginx(this, target), GatewayFinding.Fpm(this, target), pool, path);
        }
    }

    private void Sync(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, string name, string? path)
    {
        if (nginx.Count == 0 || PoolNaming.One(this, [.. fpm.SelectMany(reading => reading.Configuration.Pools)], name, path) is not { } pool)
        {
            return;
        }

        GatewayFinding.WarnIfRefused(this, nginx, fpm);
        EndpointSyncPlan? plan = null;
        UntilStopped(() => plan = EndpointSync.Plan(new EndpointSyncRequest(
            nginx, fpm.First(reading => reading.Configuration.Pools.Contains(pool)), GatewayCollector.Collect(nginx, fpm, PipelineStopToken), pool, Transport)
        {
            Endpoint = Endpoint,
            Upstreams = _upstreams,
        }));
        if (plan!.Problems.Count > 0)
        {
            WriteError(Errors.EndpointNotSynced(name, plan.Problems));
            return;
        }

        foreach (string warning in plan.Warnings)
        {
            WriteWarning(warning);
        }

        if (plan.Change.IsEmpty)
        {
            bool isAsked = plan.Endpoint is { } agreed && nginx.SelectMany(reading => reading.Configuration.Upstreams).Any(upstream => upstream.Endpoints.Contains(agreed));
            SayUnchanged(isAsked
                ? $"Pool {pool.Pool} and nginx agree on {plan.Endpoint} already; nothing was changed."
                : $"Pool {pool.Pool} listens on {plan.Endpoint}, and nothing of nginx is known to be meant for it; nothing was changed. Say what is: Get-NginxUpstream -Server NAME | Sync-FpmEndpoint -Pool {pool.Pool} -Transport {Transport}");
        }

        MakeChange($"pool {pool.Pool} ({pool.ConfigurationPath}){Places(plan.Upstreams)}", $"Agree on {plan.Endpoint}", plan.Change);
    }

    private static string Places(IReadOnlyList<NginxUpstream> upstreams)
    {
        if (upstreams.Count == 0)
        {
            return string.Empty;
        }

        string names = string.Join(", ", upstreams.Take(NamedPlaces).Select(upstream => $"{upstream.Server} {upstream.Location}"));
        return $" and {(upstreams.Count == 1 ? "1 place" : $"{upstreams.Count} places")} of nginx ({names}{(upstreams.Count > NamedPlaces ? $" and {upstreams.Count - NamedPlaces} more" : string.Empty)})";
    }
}
