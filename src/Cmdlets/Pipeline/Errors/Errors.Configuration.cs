using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about configurations, and what they name.</summary>
internal static partial class Errors
{
    /// <summary>A configuration, named by a parameter, that was not opened.</summary>
    public static ErrorRecord ConfigurationNotReadable(LogFileException failure) => failure.Reason switch
    {
        LogFileProblem.NotFound => PathNotFound(failure.Path, failure),
        LogFileProblem.PermissionDenied => Create(
            "InsufficientPrivilege",
            ErrorCategory.PermissionDenied,
            failure.Path,
            $"The configuration '{failure.Path}' may not be read by this user.",
            "Run as root, or name the logs with -Path.",
            failure),
        _ => LogNotReadable(failure),
    };

    public static ErrorRecord RootPathNotADirectory(string path) => Create(
        "RootPathNotADirectory",
        ErrorCategory.InvalidArgument,
        path,
        $"'{path}' is a file.",
        "Give -RootPath the directory that stands for /.");

    /// <summary>A configuration below another root, named by a parameter, that was not read.</summary>
    public static ErrorRecord ConfigurationBelowRootNotReadable(string root, string path, string problem) => Create(
        "ConfigurationNotReadable",
        ErrorCategory.ObjectNotFound,
        path,
        $"'{path}' below '{root}' {problem}.",
        "Give it as it is seen from that root.");

    public static ErrorRecord ConfigurationNotFound(string program, string parameter, IEnumerable<string> lookedAt) => Create(
        "ConfigurationNotFound",
        ErrorCategory.ObjectNotFound,
        program,
        $"No configuration of {program} was found. Looked at: {string.Join("; ", lookedAt)}.",
        $"Name its main file with {parameter}.");

    public static ErrorRecord PoolNotFound(string pool, IEnumerable<FpmPool> pools) => Create(
        "PoolNotFound",
        ErrorCategory.ObjectNotFound,
        pool,
        $"There is no pool '{pool}'.",
        $"There {Listing(pools)}.");

    public static ErrorRecord ServiceNotFound(string name, IReadOnlyList<GatewayService> services) => Create(
        "ServiceNotFound",
        ErrorCategory.ObjectNotFound,
        name,
        $"There is no service '{name}' here.",
        services.Count == 0
            ? "Neither nginx nor php-fpm runs here, is installed, or is known to the service manager."
            : $"There {(services.Count == 1 ? "is" : "are")} {string.Join(", ", services.Select(service => service.Name).Distinct(StringComparer.Ordinal))}.");

    public static ErrorRecord PoolAmbiguous(string pool, IEnumerable<FpmPool> pools) => Create(
        "PoolAmbiguous",
        ErrorCategory.InvalidArgument,
        pool,
        $"'{pool}' is the name of several pools: {string.Join(", ", pools.Select(found => found.ConfigurationPath))}.",
        "Say which one with -ConfigurationPath, or pipe it from Get-FpmPool.");

    public static ErrorRecord UpstreamNotFound(string what) => Create(
        "UpstreamNotFound",
        ErrorCategory.ObjectNotFound,
        what,
        $"nginx hands over nowhere for {what}.",
        "Get-NginxUpstream lists where it does.");

    public static ErrorRecord HostNameNotUsed(string name, IEnumerable<string> names) => Create(
        "HostNameNotUsed",
        ErrorCategory.ObjectNotFound,
        name,
        $"nginx leads no request to a host '{name}'.",
        names.Any() ? $"It does to: {string.Join(", ", names)}." : "Its configuration names no hosts: nothing has to be resolved.");

    private static string Listing(IEnumerable<FpmPool> pools)
    {
        string[] names = [.. pools.Select(pool => $"{pool.Pool} ({pool.ConfigurationPath})")];
        return names.Length == 0 ? "is none" : (names.Length == 1 ? "is " : "are ") + string.Join(", ", names);
    }
}
