using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>One php-fpm, and its configuration as it would read it now.</summary>
/// <param name="Instance">The php-fpm.</param>
/// <param name="Configuration">Its configuration.</param>
public sealed record FpmReading(FpmInstance Instance, FpmConfiguration Configuration)
{
    /// <summary>Reads the configuration of a php-fpm.</summary>
    public static FpmReading Of(FpmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new FpmReading(instance, FpmConfiguration.Read(instance.ConfigurationPath, OptionsOf(instance)));
    }

    private static FpmReadOptions OptionsOf(FpmInstance instance) => new()
    {
        Files = instance.Files,
        Prefix = instance.CommandLine?.Prefix,
        Build = new FpmBuildDefaults
        {
            Prefix = instance.Build?.Prefix ?? instance.Prefix,
            LocalStateDirectory = instance.LocalStateDirectory,
            ConfigurationDirectory = instance.Build?.SysconfDirectory ?? FpmBuildDefaults.At(instance.Prefix).ConfigurationDirectory,
            HasAcl = instance.Build?.HasAcl,
            HasSystemd = instance.Build?.HasSystemd,
        },
        Environment = instance.Environment is { } environment ? Variables(environment) : null,
        PhpVersion = instance.Build?.Version ?? instance.Master?.Version ?? VersionOf(instance.ConfigurationPath),
        AllowsRoot = instance.CommandLine?.AllowsRoot == true,
        PidFile = instance.CommandLine?.PidPath,
        RunsAsRoot = RunsAsRoot(instance),
        ProcessId = instance.Master?.ProcessId,
        RootPath = instance is { Master: null, Files.IsHost: false } ? instance.Files.RootPath : null,
    };

    // One that does not run would be started by root, unless whoever asks is nobody to start it so.
    private static bool RunsAsRoot(FpmInstance instance) => instance.Master is { } master
        ? ProcessTable.ReadOne(ProcessTable.DefaultRoot, master.ProcessId)?.Credentials?.EffectiveUserId is null or 0
        : !instance.IsOurs || Environment.IsPrivilegedProcess;

    private static Dictionary<string, string> Variables(IReadOnlyList<string> environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string variable in environment)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[variable[..equals]] = variable[(equals + 1)..];
            }
        }

        return variables;
    }

    // Debian and Ubuntu have the version among the directories: /etc/php/8.2/fpm/php-fpm.conf; Plesk /opt/plesk/php/8.2/etc.
    private static string? VersionOf(string path) =>
        path.Split('/').FirstOrDefault(part => part.Length is >= 3 and <= 5 && part.Contains('.', StringComparison.Ordinal) && Version.TryParse(part, out _));
}
