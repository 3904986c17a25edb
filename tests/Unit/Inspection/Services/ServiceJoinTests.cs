using Nginx502.Diagnosis;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Services;

public sealed class ServiceJoinTests
{
    private const string Fpm = "/usr/sbin/php-fpm8.2";

    [Fact]
    public void A_master_belongs_to_the_unit_of_its_control_group()
    {
        GatewayService service = Single(Join([Unit("php8.2-fpm")], [Master("php-fpm", Fpm, 37, "/system.slice/php8.2-fpm.service")]));

        Assert.Equal((37, "php8.2-fpm.service", "8.2.36", 2), (service.ProcessId, service.Unit, service.PhpVersion, service.WorkerCount));
        Assert.Equal(GatewayServiceState.Active, service.State);
    }

    [Fact]
    public void A_master_that_somebody_started_is_beside_the_unit()
    {
        IReadOnlyList<GatewayService> services = Join([Unit("nginx") with { State = GatewayServiceState.Failed, Program = "nginx" }], [Master("nginx", "/usr/sbin/nginx", 9, "/user.slice/user-0.slice/session-3.scope")]);

        Assert.Equal([(GatewayServiceManager.Systemd, (int?)null), (GatewayServiceManager.None, 9)], services.Select(service => (service.Manager, service.ProcessId)));
    }

    // A drop-in names a program that is not there: what is installed is still of that unit.
    [Theory]
    [InlineData("php8.2-fpm", 203, 1)]
    [InlineData("php8.3-fpm", 203, 2)]
    [InlineData("php8.2-fpm", 78, 2)]
    public void A_unit_whose_program_could_not_be_run_is_known_by_its_name(string name, int exitCode, int expected)
    {
        GatewayService failed = Unit(name) with { State = GatewayServiceState.Failed, Result = "exit-code", ExitCode = exitCode, ExecutablePath = "/usr/sbin/php-fpm8.9" };

        Assert.Equal(expected, Join([failed], [Master("php-fpm", Fpm, null, null)]).Count);
        Assert.Equal(exitCode == 203, ServiceJudgement.Judge([failed with { Time = DateTime.Now }])[0].Explanation.Contains("203/EXEC", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_masters_in_one_control_group_are_both_shown()
    {
        ServiceMaster first = Master("php-fpm", Fpm, 37, "/system.slice/php8.2-fpm.service");
        IReadOnlyList<GatewayService> services = Join([Unit("php8.2-fpm")], [first, first with { Process = first.Process! with { ProcessId = 99 } }]);

        Assert.Equal([37, 99], services.Select(service => service.ProcessId));
    }

    [Fact]
    public void Versions_side_by_side_are_told_apart()
    {
        GatewayService[] scripts = [Script("php8.2-fpm"), Script("php8.3-fpm"), Script("nginx") with { Program = "nginx" }];
        IReadOnlyList<GatewayService> services = Join(
            scripts,
            [Master("php-fpm", Fpm, 37, null) with { UsualConfigurationPath = "/etc/main.conf" }, Master("php-fpm", "/usr/sbin/php-fpm8.3", null, null) with { PhpVersion = "8.3.1", ConfigurationPath = "/etc/php/8.3/fpm/php-fpm.conf" }]);

        Assert.Equal(
            [("php8.2-fpm", 37, "8.2.36"), ("php8.3-fpm", null, "8.3.1"), ("nginx", (int?)null, (string?)null)],
            services.Select(service => (service.Name, service.ProcessId, service.PhpVersion)));
    }

    [Fact]
    public void A_master_with_another_configuration_is_not_the_scripts()
    {
        IReadOnlyList<GatewayService> services = Join([Script("nginx") with { Program = "nginx" }], [Master("nginx", "/usr/sbin/nginx", 9, null) with { UsualConfigurationPath = "/etc/nginx/nginx.conf" }]);

        Assert.Equal([(GatewayServiceManager.SysVInit, (int?)null), (GatewayServiceManager.None, 9)], services.Select(service => (service.Manager, service.ProcessId)));
    }

    [Fact]
    public void A_containers_master_is_its_engines()
    {
        ServiceMaster master = Master("php-fpm", "/usr/local/sbin/php-fpm", 700, "/system.slice/docker-2f.scope") with { IsElsewhere = true };

        Assert.Equal(GatewayServiceManager.Container, Single(Join([], [master])).Manager);
        Assert.Equal(GatewayServiceManager.Container, Single(Join([], [Master("php-fpm", Fpm, 1, "/")], isContainer: true)).Manager);
        Assert.Equal(GatewayServiceManager.None, Single(Join([], [Master("php-fpm", Fpm, 12, "/")])).Manager);
    }

    [Fact]
    public void What_supervisord_started_is_its_program()
    {
        GatewayService program = new() { Name = "fpm", Unit = "fpm", Program = "php-fpm", Manager = GatewayServiceManager.Supervisor, State = GatewayServiceState.Inactive };
        ServiceMaster master = Master("php-fpm", Fpm, 37, "/system.slice/supervisor.service", parent: 30);

        GatewayService service = Single(Join([program], [master], supervisor: 30));

        Assert.Equal((GatewayServiceManager.Supervisor, 37, GatewayServiceState.Active), (service.Manager, service.ProcessId, service.State));
    }

    [Fact]
    public void What_does_not_run_is_that_of_whom_is_named_first()
    {
        GatewayService program = new() { Name = "fpm", Unit = "fpm", Program = "php-fpm", Manager = GatewayServiceManager.Supervisor, State = GatewayServiceState.Inactive, ExecutablePath = Fpm };

        IReadOnlyList<GatewayService> services = Join([program, Unit("php8.2-fpm")], [Master("php-fpm", Fpm, null, null)], supervisor: 30);

        Assert.Equal([("fpm", "/etc/main.conf"), ("php8.2-fpm", null)], services.Select(service => (service.Name, service.ConfigurationPath)));
    }

    [Fact]
    public void Orphans_are_with_the_service_that_they_were_of()
    {
        OrphanWorker orphan = new(50, 1, null, "php-fpm", "www", Fpm, 1, "php8.2-fpm.service", 'S');

        Assert.Equal([orphan], Single(Join([Unit("php8.2-fpm")], [], [orphan])).Orphans);
        Assert.Equal([orphan], Single(Join([Unit("x") with { ExecutablePath = Fpm }], [], [orphan with { Unit = null }])).Orphans.Select(one => one with { Unit = "php8.2-fpm.service" }));
        GatewayService alone = Single(Join([], [], [orphan]));
        Assert.Equal(("php-fpm8.2", false, GatewayServiceState.Inactive), (alone.Name, alone.IsRunning, alone.State));
    }

    [Theory]
    [InlineData("unix:/run/shop.sock", "/run/shop.sock", true)]
    [InlineData("unix:/run/blog.sock", "/run/shop.sock", false)]
    [InlineData("0.0.0.0:9000", "127.0.0.1:9000", true)]
    [InlineData("0.0.0.0:9001", "127.0.0.1:9000", false)]
    public void Orphans_that_hold_the_address_of_another_configuration_are_not_its(string held, string listens, bool areIts)
    {
        OrphanWorker orphan = new(50, 1, null, "php-fpm", "www", Fpm, 1, null, 'S') { Endpoints = [FpmEndpoint.Parse(held)] };

        IReadOnlyList<GatewayService> services = Join([], [Master("php-fpm", Fpm, null, null)], [orphan, orphan with { ProcessId = 51 }], listens: listens);

        Assert.Equal(areIts ? [2] : [0, 2], services.Select(service => service.Orphans.Length));
        Assert.Equal("/etc/main.conf", services[0].ConfigurationPath);
    }

    [Fact]
    public void A_main_process_that_was_not_found_is_not_told() => Assert.Null(Single(Join([Unit("php8.2-fpm") with { ProcessId = 37 }], [])).ProcessId);

    private static GatewayService Single(IReadOnlyList<GatewayService> services) => Assert.Single(services);

    private static IReadOnlyList<GatewayService> Join(
        IReadOnlyList<GatewayService> managed, IReadOnlyList<ServiceMaster> masters, IReadOnlyList<OrphanWorker>? orphans = null, bool isContainer = false, int? supervisor = null, string? listens = null) =>
        new ServiceJoin(managed, isContainer, supervisor, (one, other) => one == other, _ => listens is null ? null : [FpmEndpoint.Parse(listens)]).Join(masters, orphans ?? []);

    private static GatewayService Unit(string name) => new()
    {
        Name = name,
        Unit = name + ".service",
        Program = "php-fpm",
        Manager = GatewayServiceManager.Systemd,
        State = GatewayServiceState.Active,
        SubState = "running",
    };

    private static GatewayService Script(string name) => new()
    {
        Name = name,
        Unit = "/etc/init.d/" + name,
        Program = "php-fpm",
        Manager = GatewayServiceManager.SysVInit,
        State = GatewayServiceState.Inactive,
    };

    private static ServiceMaster Master(string program, string path, int? processId, string? group, int parent = 1) => new(
        program,
        program == "php-fpm" ? "8.2.36" : null,
        "/etc/main.conf",
        path,
        processId is { } id ? new ProcessEntry(id, parent, ["x"], path, false, "/", "/", null) { CgroupPath = group, StartTicks = 5, State = 'S' } : null,
        processId is null ? 0 : 2);
}
