using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Services;

/// <summary>What service managers are told, and what is refused before they are.</summary>
public sealed class ServiceManagerTests : IPrograms
{
    private readonly List<string> _run = [];
    private int _exitCode;
    private string _error = string.Empty;

    public static TheoryData<string> Refused => ["masked", "restarting", "job", "container", "none", "openrc", "supervisor"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatMayNotBeDoneIsRefusedWithWhatToType(string what)
    {
        GatewayService service = what switch
        {
            "masked" => Service with { IsMasked = true },
            "restarting" => Service with { IsAutoRestarting = true },
            "job" => Service with { HasPendingJob = true },
            "container" => Service with { Manager = GatewayServiceManager.Container },
            "none" => Service with { Manager = GatewayServiceManager.None },
            "openrc" => Service with { Manager = GatewayServiceManager.OpenRc },
            _ => Service with { Manager = GatewayServiceManager.Supervisor, Unit = "php" },
        };

        string? refusal = new ServiceManager(this).Do(service, ServiceOrder.Start, out bool hasActed, CancellationToken.None);

        Assert.NotNull(refusal);
        Assert.False(hasActed);
        Assert.Empty(_run);
        Assert.True(what is not ("openrc" or "supervisor") || refusal.Contains("start", StringComparison.Ordinal), refusal);
    }

    [Fact]
    public void AMasterInStateDIsNotRestartedAndMayBeStarted()
    {
        Assert.Contains("state D", ServiceManager.Refuse(Service with { ProcessState = 'D' }, ServiceOrder.Restart), StringComparison.Ordinal);
        Assert.Null(ServiceManager.Refuse(Service with { ProcessState = 'D' }, ServiceOrder.Start));
    }

    [Fact]
    public void SystemdIsToldWithoutWaitingAndNeverInPlaceOfAnotherOrder()
    {
        _exitCode = 1;
        _error = "Failed to start php8.2-fpm.service: Transaction is destructive.";

        string? problem = new ServiceManager(this).Do(Service, ServiceOrder.Start, out bool hasActed, CancellationToken.None);

        Assert.Equal(["/usr/bin/systemctl --no-block --job-mode=fail start -- php8.2-fpm.service"], _run);
        Assert.Contains("destructive", problem, StringComparison.Ordinal);
        Assert.False(hasActed);
    }

    [Fact]
    public void AUnitThatWasGivenUpIsResetFirst()
    {
        _exitCode = 1;

        new ServiceManager(this).Do(Service with { IsStartLimitHit = true }, ServiceOrder.Start, out _, CancellationToken.None);

        Assert.Equal(["/usr/bin/systemctl reset-failed -- php8.2-fpm.service"], _run);
    }

    [Fact]
    public void AScriptOfInitIsRunWithACleanEnvironment()
    {
        Assert.Null(new ServiceManager(this).Do(Service with { Manager = GatewayServiceManager.SysVInit, Unit = "/etc/init.d/php8.2-fpm" }, ServiceOrder.Restart, out bool hasActed, CancellationToken.None));

        Assert.True(hasActed);
        Assert.Equal(["/etc/init.d/php8.2-fpm restart"], _run);
        Assert.DoesNotContain(_environment, variable => variable.StartsWith("HOME=", StringComparison.Ordinal));
    }

    private static GatewayService Service => new() { Name = "php8.2-fpm", Unit = "php8.2-fpm.service", Program = "php-fpm", Manager = GatewayServiceManager.Systemd };

    private IReadOnlyList<string> _environment = [];

    ProgramResult? IPrograms.Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        problem = null;
        _run.Add($"{request.Path} {string.Join(' ', request.Arguments)}");
        _environment = request.EffectiveEnvironment();
        return new ProgramResult(_exitCode, [], Encoding.UTF8.GetBytes(_error), false, false, TimeSpan.Zero);
    }
}
