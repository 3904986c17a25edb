using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Services;

/// <summary>What supervisord looks after is started by it, and not by the script that a package brought.</summary>
public sealed class SupervisorServicesTests
{
    [Theory]
    [InlineData("php-fpm", "/usr/sbin/php-fpm8.2", "php8.2-fpm", false)]
    [InlineData("php-fpm", "/usr/sbin/php-fpm8.2", "php8.1-fpm", true)]
    [InlineData("php-fpm", null, "php8.2-fpm", false)]
    [InlineData("php81", null, "php8.2-fpm", true)]
    [InlineData("nginx", "/usr/sbin/nginx", "php8.2-fpm", true)]
    public void AnIdleScriptOfItsProgramIsNoService(string name, string? executable, string script, bool isService)
    {
        GatewayService program = new() { Name = name, Program = name == "nginx" ? "nginx" : "php-fpm", Manager = GatewayServiceManager.Supervisor, ExecutablePath = executable };
        GatewayService idle = new() { Name = script, Program = "php-fpm", Manager = GatewayServiceManager.SysVInit, State = GatewayServiceState.Inactive };

        Assert.Equal(isService, SupervisorServices.WithoutItsOwn([idle], [program]).Any());
        Assert.Single(SupervisorServices.WithoutItsOwn([idle with { Manager = GatewayServiceManager.OpenRc, State = GatewayServiceState.Failed }], [program]));
        Assert.Single(SupervisorServices.WithoutItsOwn([idle], []));
    }

    [Fact]
    public void AUnitThatFailedComesBeforeItsProgramAndAnIdleOneAfterIt()
    {
        GatewayService[] units = [new() { Name = "idle", State = GatewayServiceState.Inactive }, new() { Name = "failed", State = GatewayServiceState.Failed }];

        Assert.Equal(["failed", "program", "idle"], SupervisorServices.BeforeIdle(units, [new GatewayService { Name = "program" }]).Select(service => service.Name));
    }
}
