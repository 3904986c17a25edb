namespace Nginx502.Inspection;

/// <summary>
/// Has php-fpm judge its configuration: the running master's program with its options and its environment, in its mounts, in a view
/// in which nothing that is real is changed (php-fpm -t by itself creates logs of root's and runs the script of opcache.preload).
/// </summary>
public static class FpmCheck
{
    /// <summary>Checks a configuration.</summary>
    /// <param name="instance">The php-fpm.</param>
    /// <param name="options">What is to be looked at beyond the files on disk; null for nothing.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static ConfigurationCheck Run(FpmInstance instance, ConfigurationCheckOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        IReadOnlyList<string> given = instance.CommandLine?.ToArguments() ?? [];
        bool isNamed = given.Contains("-y");
        var check = new CheckRun("php-fpm", options ?? new ConfigurationCheckOptions(), FpmCheckOutput.Parse)
        {
            Program = instance.ExecutablePath,

            // The last definition counts: nothing of the site's own is run.
            Arguments = ["-t", .. isNamed ? [] : (IReadOnlyList<string>)["-y", instance.ConfigurationPath], .. given, "-d", "opcache.preload="],
            ConfigurationPath = instance.ConfigurationPath,
            Process = instance.Process,
            Environment = instance.Environment,
            WrittenFiles = instance.WrittenFiles,
            IsOurs = instance.IsOurs,
            IsNamed = instance.IsNamed,
            NotSeen = instance.Master?.NotSeen ?? [],
        };
        return check.Run(cancellation);
    }
}
