namespace Nginx502.Inspection;

/// <summary>
/// Has nginx judge its configuration: the running master's program with its options and its environment, in its mounts, in a view
/// in which nothing that is real is changed (nginx -t by itself creates logs, writes a pid file and chowns directories).
/// </summary>
public static class NginxCheck
{
    /// <summary>Checks a configuration.</summary>
    /// <param name="instance">The nginx.</param>
    /// <param name="options">What is to be looked at beyond the files on disk; null for nothing.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static ConfigurationCheck Run(NginxInstance instance, ConfigurationCheckOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        IReadOnlyList<string> given = instance.CommandLine?.ToArguments() ?? ["-c", instance.ConfigurationPath];
        var check = new CheckRun("nginx", options ?? new ConfigurationCheckOptions(), NginxCheckOutput.Parse)
        {
            Program = instance.ExecutablePath,
            Arguments = ["-t", .. given],
            ConfigurationPath = instance.ConfigurationPath,
            Process = instance.Process,
            Environment = instance.Environment,
            WrittenFiles = instance.WrittenFiles,
            IsOurs = instance.IsOurs,
            IsNamed = instance.IsNamed,
            BindsPorts = instance.Master is null,
            NotSeen = instance.Master?.NotSeen ?? [],
        };
        return check.Run(cancellation);
    }
}
