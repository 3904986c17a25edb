using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Services;

public sealed class InitServicesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-init-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Scripts_and_the_links_of_runlevels_are_read()
    {
        Write("etc/init.d/nginx", "etc/init.d/php8.2-fpm", "etc/init.d/ssh", "etc/rc3.d/S01nginx", "etc/rc3.d/K01php8.2-fpm");

        Assert.Equal(
            [("nginx", GatewayServiceManager.SysVInit, true, "/etc/init.d/nginx"), ("php8.2-fpm", GatewayServiceManager.SysVInit, false, "/etc/init.d/php8.2-fpm")],
            Read().Select(service => (service.Name, service.Manager, service.IsEnabled == true, service.Unit!)));
        Assert.All(Read(), service => Assert.False(service.IsStoppedOnPurpose));
    }

    [Fact]
    public void OpenRc_keeps_a_link_for_each_state()
    {
        Write("run/openrc/softlevel", "etc/init.d/nginx", "etc/init.d/php-fpm82", "etc/init.d/php-fpm81", "etc/runlevels/default/nginx", "run/openrc/started/nginx", "run/openrc/failed/php-fpm82");

        Assert.Equal(
            [
                ("nginx", GatewayServiceState.Active, "started", true, false),
                ("php-fpm81", GatewayServiceState.Inactive, "stopped", false, true),
                ("php-fpm82", GatewayServiceState.Failed, "failed", false, false),
            ],
            Read().Select(service => (service.Name, service.State, service.SubState!, service.IsEnabled == true, service.IsStoppedOnPurpose)));
        Assert.All(Read(), service => Assert.Equal(GatewayServiceManager.OpenRc, service.Manager));
    }

    private IReadOnlyList<GatewayService> Read()
    {
        using FileTree files = FileTree.At(_root);
        return new InitServices(files).Read();
    }

    private void Write(params string[] paths)
    {
        foreach (string path in paths)
        {
            string full = Path.Combine(_root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, "");
        }
    }
}
