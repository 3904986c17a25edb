using Nginx502.Lab;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>No file is part of a start, a restart or a reload that a person asks for. What somebody does to a file between the check and the act stops it all the same.</summary>
public sealed class EditedMeanwhileTests
{
    [Theory]
    [InlineData("nginx", true, "changed")]
    [InlineData("nginx", true, "made")]
    [InlineData("nginx", true, "removed")]
    [InlineData("nginx", false, "changed")]
    [InlineData("php-fpm", true, "changed")]
    [InlineData("php-fpm", true, "made")]
    [InlineData("php-fpm", true, "removed")]
    [InlineData("php-fpm", false, "changed")]
    public async Task TheManagerIsNotTold(string program, bool isRestart, string what)
    {
        using LabSite site = await StartAsync();
        if (!isRestart)
        {
            site.Nginx.Stop();
            site.Fpm.Stop();
        }

        ToldManager manager = new();
        ServiceOrder order = isRestart ? ServiceOrder.Restart : ServiceOrder.Start;
        ChangeRequest request = ServiceRequests.Order("Restart-GatewayService", null, Service(site, program), order, Nginx(site), Fpm(site), null, new ServiceManager(manager));

        AssertRefused(site, request, program, what);

        Assert.Empty(manager.Orders);
        Run(site, request);
        Assert.Equal([$"/usr/bin/systemctl --no-block --job-mode=fail {(isRestart ? "restart" : "start")} -- {program}.service"], manager.Orders);
    }

    [Theory]
    [InlineData("nginx", "changed")]
    [InlineData("nginx", "made")]
    [InlineData("php-fpm", "changed")]
    [InlineData("php-fpm", "removed")]
    public async Task NoMasterIsSignalled(string program, string what)
    {
        using LabSite site = await StartAsync();
        ChangeRequest request = program == "nginx"
            ? ServiceRequests.ReloadNginx("Restart-GatewayService", null, Nginx(site))
            : ServiceRequests.ReloadFpm("Restart-GatewayService", null, Service(site, program), Fpm(site), out _)!;
        ProcessIdentity[] before = Workers(site);

        AssertRefused(site, request, program, what);

        Assert.Equal(before, Workers(site));
        Assert.True(Run(site, request).IsReloaded);
        Assert.NotEqual(before, Workers(site));
    }

    [Fact]
    public async Task WhatPhpReadsBesideItsConfigurationIsLoadedToo()
    {
        using LabSite site = await StartAsync();
        string ini = LabDirectory.Write(site.Directory.Configuration, "php.ini", "memory_limit = 64M\n");
        FpmReading[] fpm = [.. Fpm(site).Select(reading => reading with { Instance = reading.Instance with { Master = reading.Instance.Master! with { PhpIniPath = ini }, CommandLine = reading.Instance.CommandLine! with { IsWithoutPhpIni = false } } })];
        File.SetLastWriteTimeUtc(ini, DateTime.UtcNow.AddSeconds(10));
        ChangeRequest request = ServiceRequests.ReloadFpm("Restart-GatewayService", null, Service(site, "php-fpm"), fpm, out _)!;

        Assert.Contains(ini, Assert.Single(request.Notices), StringComparison.Ordinal);
        GatewayChange change = Run(site, request with { Checks = [new EditingCheck(Assert.Single(request.Checks), () => File.AppendAllText(ini, "memory_limit = 1M\n"))] });

        Assert.Equal((ChangeFailureReason.LoadedFilesChanged, ini, false), (change.Failure?.Reason, change.Failure?.Path, change.IsReloaded));
    }

    private static Task<LabSite> StartAsync() => LabSite.StartAsync(directory =>
    {
        LabDirectory.Write(directory.Configuration, "a.more", "");
        return new LabSiteOptions { MainText = $"include {directory.Configuration}/*.more;", FpmDirectives = new Dictionary<string, string> { ["include"] = directory.Configuration + "/*.more" } };
    });

    private static void AssertRefused(LabSite site, ChangeRequest request, string program, string what)
    {
        string path = what switch
        {
            "changed" => program == "nginx" ? site.Nginx.ConfigurationPath : site.Fpm.ConfigurationPath,
            "made" => site.Directory.Configuration + "/b.more",
            _ => site.Directory.Configuration + "/a.more",
        };
        string? old = File.Exists(path) ? File.ReadAllText(path) : null;

        GatewayChange change = Run(site, request with { Checks = [new EditingCheck(Assert.Single(request.Checks), () => Edit(path, what))] });

        Assert.Equal((ChangeFailureReason.LoadedFilesChanged, path, false), (change.Failure?.Reason, change.Failure?.Path, change.IsReloaded));
        Restore(path, old);
    }

    private static void Edit(string path, string what)
    {
        if (what == "removed")
        {
            File.Delete(path);
        }
        else
        {
            File.AppendAllText(path, "\n");
        }
    }

    private static void Restore(string path, string? text)
    {
        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, text);
        }
    }

    private static GatewayChange Run(LabSite site, ChangeRequest request) => new ConfigurationTransaction(Path.Combine(site.Directory.Path, "nginx502")).Run(request);

    private static GatewayService Service(LabSite site, string program) => new()
    {
        Name = program,
        Unit = program + ".service",
        Program = program,
        Manager = GatewayServiceManager.Systemd,
        ConfigurationPath = program == "nginx" ? site.Nginx.ConfigurationPath : site.Fpm.ConfigurationPath,
    };

    // Nobody named them: where systemd has the services, they are found.
    private static NginxReading[] Nginx(LabSite site) =>
        [.. GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath }).Readings.Select(reading => reading with { Instance = reading.Instance with { IsNamed = false } })];

    private static FpmReading[] Fpm(LabSite site) =>
        [.. GatewayReader.ReadFpm(new GatewayTarget { FpmConfigurationPath = site.Fpm.ConfigurationPath }).Readings.Select(reading => reading with { Instance = reading.Instance with { IsNamed = false } })];

    private static ProcessIdentity[] Workers(LabSite site) => [.. site.Nginx.Workers.Concat(site.Fpm.Workers).OrderBy(worker => worker.Id)];

    private sealed class EditingCheck(IConfigurationCheck check, Action edit) : IConfigurationCheck
    {
        public string Name => check.Name;

        public ChangeCheck? CheckBeforehand(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
        {
            ChangeCheck? result = check.CheckBeforehand(files, cancellationToken);
            edit();
            return result;
        }

        public ChangeCheck CheckInstalled(CancellationToken cancellationToken) => check.CheckInstalled(cancellationToken);
    }

    /// <summary>Stands in for systemd, which does nothing of what it is told.</summary>
    private sealed class ToldManager : IPrograms
    {
        public List<string> Orders { get; } = [];

        public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
        {
            Orders.Add($"{request.Path} {string.Join(' ', request.Arguments)}");
            problem = null;
            return new ProgramResult(1, [], [], false, false, TimeSpan.Zero);
        }
    }
}
