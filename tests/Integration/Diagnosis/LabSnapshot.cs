using System.Runtime.Versioning;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Snapshots of the laboratory's sites.</summary>
internal static class LabSnapshot
{
    // The logs have whole seconds: what was logged in the second of the start would be before it.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Takes one of a site, from its start on.</summary>
    /// <param name="site">The site.</param>
    /// <param name="past">How long before its start its logs begin.</param>
    [SupportedOSPlatform("linux")]
    public static GatewaySnapshot Take(LabSite site, TimeSpan past = default) => SnapshotCollector.Take(
        new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath },
        SnapshotOptions.Default with { Since = site.StartTime - Second - past });

    /// <summary>Waits for the next second: start, trouble and remedy are each in one of their own, as they are on a real server.</summary>
    public static Task NextSecondAsync() => Task.Delay(1000 - DateTime.Now.Millisecond);
}
