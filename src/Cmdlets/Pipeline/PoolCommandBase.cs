using System.Management.Automation;
using Nginx502.Completion;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that looks at pools: those that are named, given as objects, or all.</summary>
public abstract class PoolCommandBase : GatewayCommandBase
{
    /// <summary>The names of pools, with wildcards; all when none is named.</summary>
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
}
