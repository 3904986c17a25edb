using Nginx502.Inspection;
using Nginx502.Nginx;

namespace Nginx502;

/// <summary>One nginx, and its configuration as it would read it now.</summary>
/// <param name="Instance">The nginx.</param>
/// <param name="Configuration">Its configuration.</param>
public sealed record NginxReading(NginxInstance Instance, NginxConfiguration Configuration)
{
    /// <summary>Reads the configuration of an nginx.</summary>
    public static NginxReading Of(NginxInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new NginxReading(instance, NginxConfiguration.Read(
            instance.ConfigurationPath,
            instance.Files,
            new NginxReadingOptions
            {
                CommandLineDirectives = instance.CommandLine?.Directives ?? string.Empty,
                Version = Version.TryParse(instance.Build?.Version ?? instance.Master?.Version, out Version? version) ? version : null,
                ProcessId = instance.Master?.ProcessId,
                RootPath = instance is { Master: null, Files.IsHost: false } ? instance.Files.RootPath : null,
            }));
    }
}
