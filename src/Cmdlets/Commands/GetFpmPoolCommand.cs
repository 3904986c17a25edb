using System.Management.Automation;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the pools of php-fpm with every directive as its files have it.</summary>
[Cmdlet(VerbsCommon.Get, "FpmPool", HelpUri = HelpPages.Root + "Get-FpmPool.md")]
[OutputType(typeof(FpmPool))]
public sealed class GetFpmPoolCommand : StoppableCommandBase
{
    private IReadOnlyList<FpmPool>? _pools;

    /// <summary>The names of pools, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string[] Pool { get; set; } = [];

    /// <summary>The file of the pool, or the main file of its php-fpm.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolFileCompleter))]
    public string? ConfigurationPath { get; set; }

    /// <summary>Only pools of these versions of PHP: <c>8.2</c> stands for every 8.2.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string[] PhpVersion { get; set; } = [];

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _pools ??= ReadPools();
        IReadOnlyList<FpmPool> chosen = PoolChoice.Choose(_pools, Pool, ConfigurationPath, PhpVersion, out IReadOnlyList<string> missing);
        foreach (string name in missing)
        {
            WriteError(Errors.PoolNotFound(name, _pools));
        }

        WriteEach(chosen);
    }

    private FpmPool[] ReadPools()
    {
        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, nginxConfigPath: null, FpmConfigPath);
        IReadOnlyList<FpmReading> readings = GatewayFinding.Fpm(this, target);
        foreach (FpmConfiguration configuration in readings.Select(reading => reading.Configuration))
        {
            GatewayFinding.WarnIfRefused(this, "php-fpm", configuration.Path, configuration.Diagnostics);
        }

        return [.. readings.SelectMany(reading => reading.Configuration.Pools)];
    }
}
