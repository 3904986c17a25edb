using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Lets nginx's worker connect to the socket of a pool, and nobody else: the live socket and the lines of the pool, in one change.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "FpmSocketPermission", DefaultParameterSetName = EndpointSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Repair-FpmSocketPermission.md")]
[OutputType(typeof(GatewayChange))]
public sealed class RepairFpmSocketPermissionCommand : GatewayChangeCommandBase
{
    private const string PoolSet = "Pool";
    private const string EndpointSet = "Endpoint";

    private readonly List<(string? Pool, string? Path, FpmEndpoint? Endpoint)> _wanted = [];
    private PipedRoot? _root;

    /// <summary>The pool.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PoolSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string? Pool { get; set; }

    /// <summary>The file of the pool, or the main file of its php-fpm, where several pools have the name.</summary>
    [Parameter(ParameterSetName = PoolSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PoolFileCompleter))]
    public string? ConfigurationPath { get; set; }

    /// <summary>The socket, by which the pool is found.</summary>
    [Parameter(ParameterSetName = PoolSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = EndpointSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint? Endpoint { get; set; }

    /// <summary>What was piped, to see where it was read.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        (_root ??= new PipedRoot(this)).Add(InputObject);
        string? pool = string.IsNullOrEmpty(Pool) ? null : Pool;
        if (pool is null && Endpoint is null)
        {
            WriteError(Errors.PoolNotFound(string.Empty, []));
            return;
        }

        // A name says more than an address, which several pools of a machine may have written.
        (string? Pool, string? Path, FpmEndpoint? Endpoint) wanted = (pool, string.IsNullOrEmpty(ConfigurationPath) ? null : ConfigurationPath, pool is null ? Endpoint : null);
        if (!_wanted.Contains(wanted))
        {
            _wanted.Add(wanted);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        GatewayTarget target = ResolveTarget();
        _root?.Require(target);
        foreach ((string? pool, string? path, FpmEndpoint? endpoint) in _wanted)
        {
            // Read anew for each: a change before may have moved lines.
            Repair(GatewayFinding.Nginx(this, target), GatewayFinding.Fpm(this, target), pool, path, endpoint);
        }
    }

    private void Repair(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, string? name, string? path, FpmEndpoint? endpoint)
    {
        if (Find([.. fpm.SelectMany(reading => reading.Configuration.Pools)], name, path, endpoint) is not { } pool)
        {
            return;
        }

        GatewayFinding.WarnIfRefused(this, nginx, fpm);
        SocketRepairPlan? plan = null;
        UntilStopped(() => plan = SocketRepair.Plan(nginx, fpm.First(reading => reading.Configuration.Pools.Contains(pool)), GatewayCollector.Collect(nginx, fpm, PipelineStopToken), pool));
        if (plan!.Problems.Count > 0)
        {
            WriteError(Errors.SocketNotRepaired(pool.Pool, plan.Problems));
            return;
        }

        foreach (string warning in plan.Warnings)
        {
            WriteWarning(warning);
        }

        if (plan.IsEmpty)
        {
            SayUnchanged(plan.Warnings.Count == 0
                ? $"Pool {pool.Pool} needs nothing: its lines and its socket let nginx's worker in."
                : $"The lines of pool {pool.Pool} let nginx's worker in; nothing was changed.");
        }

        MakeChange($"pool {pool.Pool} ({pool.Endpoint})", "Let nginx's worker connect", plan.Build(MyInvocation.MyCommand.Name, CommandLine, Reload, Force));
    }

    private FpmPool? Find(IReadOnlyList<FpmPool> pools, string? name, string? path, FpmEndpoint? endpoint)
    {
        if (name is not null)
        {
            return PoolNaming.One(this, pools, name, path);
        }

        FpmPool[] found = [.. pools.Where(pool => endpoint!.Equals(pool.Endpoint))];
        FpmPool[] running = [.. found.Where(pool => pool.IsRunning)];
        if (found.Length == 1 || running.Length == 1)
        {
            return running.Length == 1 ? running[0] : found[0];
        }

        WriteError(found.Length == 0 ? Errors.PoolNotFound(endpoint!.ToString(), pools) : Errors.PoolAmbiguous(endpoint!.ToString(), found));
        return null;
    }
}
