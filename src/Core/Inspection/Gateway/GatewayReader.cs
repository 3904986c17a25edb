using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Finds nginx and php-fpm and reads their configurations. Starts nothing, and changes nothing.</summary>
public static class GatewayReader
{
    /// <summary>The configurations of nginx.</summary>
    public static GatewayReadings<NginxReading> ReadNginx(GatewayTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        NginxInstanceSearch search = target.RootPath is { } root
            ? GatewayDiscovery.FindNginx(FileTree.At(root), target.NginxConfigurationPath)
            : GatewayDiscovery.FindNginx(target.NginxConfigurationPath);
        return new GatewayReadings<NginxReading>([.. search.Instances.Select(NginxReading.Of)], search.Notes, search.LookedAt);
    }

    /// <summary>The configurations of php-fpm.</summary>
    public static GatewayReadings<FpmReading> ReadFpm(GatewayTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        FpmInstanceSearch search = target.RootPath is { } root
            ? GatewayDiscovery.FindFpm(FileTree.At(root), target.FpmConfigurationPath)
            : GatewayDiscovery.FindFpm(target.FpmConfigurationPath);
        return new GatewayReadings<FpmReading>([.. search.Instances.Select(FpmReading.Of)], search.Notes, search.LookedAt);
    }
}
