using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Says where nginx and php-fpm disagree, or are about to: both places, why it hurts, and what mends it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FpmAlignment", HelpUri = HelpPages.Root + "Test-FpmAlignment.md")]
[OutputType(typeof(AlignmentResult), typeof(bool))]
public sealed class TestFpmAlignmentCommand : PoolCommandBase
{
    private readonly List<string> _pools = [];
    private readonly List<string> _files = [];
    private readonly List<FpmEndpoint> _endpoints = [];

    /// <summary>Only these endpoints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint[] Endpoint { get; set; } = [];

    /// <summary>Only virtual servers with such a name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UpstreamCompleter))]
    public string[] Server { get; set; } = [];

    /// <summary>How long a balancer before nginx keeps idle connections open, to compare with keepalive_timeout.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan? BalancerIdleTimeout { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>Gives one Boolean: true when at least one upstream or pool was tested and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _pools.AddRange(Pool);
        _files.AddRange(ConfigurationPath is null ? [] : [ConfigurationPath]);

        // An object of ours that names a pool is meant by its pool: its endpoint says the same.
        _endpoints.AddRange(Pool.Length > 0 && MyInvocation.ExpectingInput ? [] : Endpoint);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        bool isChosen = _pools.Count + _files.Count + _endpoints.Count > 0;
        if (MyInvocation.ExpectingInput && !isChosen)
        {
            return;
        }

        GatewayTarget target = ResolveTarget(RootPath);
        IReadOnlyList<NginxReading> nginx = GatewayFinding.Nginx(this, target);
        IReadOnlyList<FpmReading> fpm = GatewayFinding.Fpm(this, target);
        GatewayFinding.WarnIfRefused(this, nginx, fpm);
        GatewayConfiguration gateway = Collect(nginx, fpm);
        _ = PoolChoice.Choose(gateway.Pools, _pools, configurationPath: null, phpVersions: [], out IReadOnlyList<string> missing);
        foreach (string name in missing)
        {
            WriteError(Errors.PoolNotFound(name, gateway.Pools));
        }

        foreach (string server in nginx.Count == 0 ? [] : UpstreamChoice.Missing(gateway.Upstreams, Server))
        {
            WriteError(Errors.UpstreamNotFound($"server {SafeText.Escape(server)}"));
        }

        string[] servers = [.. gateway.Upstreams.Where(upstream => UpstreamChoice.IsChosen(upstream, Server, [], [])).Select(upstream => upstream.Server)];
        AlignmentResult[] results = [.. Alignment.Examine(gateway, BalancerIdleTimeout).Where(result => IsWanted(result, servers))];
        TestOutcome.Write(this, Quiet, results, result => result, result => result.Passed, UntilStopped);
    }

    private bool IsWanted(AlignmentResult result, string[] servers) =>
        (_pools.Count == 0 || ((result.Pool ?? result.LikelyPool) is { } pool && _pools.Any(name => string.Equals(pool, name, StringComparison.OrdinalIgnoreCase) || new WildcardText(name).IsMatch(pool))))
        && (_files.Count == 0 || _files.Contains(result.ConfigurationPath ?? result.LikelyConfigurationPath ?? string.Empty))
        && (_endpoints.Count == 0 || (result.Endpoint is { } endpoint && _endpoints.Contains(endpoint)))
        && (Server.Length == 0 || (result.Server is { } server && servers.Contains(server, StringComparer.Ordinal)));
}
