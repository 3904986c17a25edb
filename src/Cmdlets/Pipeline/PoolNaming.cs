using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Finds the one pool that is meant by a cmdlet that changes it.</summary>
internal static class PoolNaming
{
    /// <summary>The pool of a name; null after an error when there is none, or more than one.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="pools">All pools.</param>
    /// <param name="name">The name; no wildcards: what is changed is named.</param>
    /// <param name="configurationPath">Its file, or the main file of its php-fpm; null when it was not given.</param>
    public static FpmPool? One(PSCmdlet cmdlet, IReadOnlyList<FpmPool> pools, string name, string? configurationPath)
    {
        FpmPool[] found =
        [
            .. pools.Where(pool => string.Equals(pool.Pool, name, StringComparison.OrdinalIgnoreCase)
                && (configurationPath is null || pool.ConfigurationPath == configurationPath || pool.MasterConfigurationPath == configurationPath)),
        ];
        FpmPool[] running = [.. found.Where(pool => pool.IsRunning)];

        // Of several php-fpm the one that runs is meant: another version that was left installed has its pool "www" too.
        if (found.Length == 1 || running.Length == 1)
        {
            return running.Length == 1 ? running[0] : found[0];
        }

        cmdlet.WriteError(found.Length == 0 ? Errors.PoolNotFound(name, pools) : Errors.PoolAmbiguous(name, found));
        return null;
    }
}
