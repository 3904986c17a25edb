using System.Text;
using Nginx502.Linux;
using Nginx502.Nginx;
using Nginx502.Recovery;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Programs;

public sealed class GatewayChangeBuilderTests : IDisposable
{
    private static readonly SettingChange Children = new("pm.max_children", "5", "20", false, GatewayTree.PoolPath, 5, "pool www", ChangeApplies.FpmReload);
    private static readonly SettingChange Timeout = new("fastcgi_read_timeout", "60s", "120s", false, GatewayTree.NginxPath, 2, "server shop", ChangeApplies.NginxReload);

    private readonly GatewayTree _tree = GatewayTree.Pair();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Without_edits_there_is_nothing_to_do()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(_tree.Nginx(), [], []);
        builder.Add(_tree.Fpm(), [], []);

        ChangeRequest request = builder.Build("Set", null, reload: true, force: false);

        Assert.True(builder.IsEmpty);
        Assert.Empty(request.Edits);
        Assert.Equal((null, null, 0), (request.CommandLine, request.Activation, request.LoadedFiles([]).Count));
    }

    [Fact]
    public void Below_another_root_files_are_named_there_and_no_program_is_asked_or_reloaded()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(_tree.Fpm(), [Edit(GatewayTree.PoolPath)], [Children]);
        builder.Add(_tree.Nginx(), [Edit(GatewayTree.NginxPath)], [Timeout]);

        ChangeRequest request = builder.Build("Set", "Set -Uri http://me:secret@a/", reload: true, force: true);

        Assert.Equal([_tree.PathHere(GatewayTree.PoolPath), _tree.PathHere(GatewayTree.NginxPath)], request.Edits.Select(edit => edit.Path));
        Assert.Equal((_tree.RootPath, null, true), (request.RootPath, request.Activation, request.Force));
        Assert.Empty(request.Checks);
        Assert.Equal([Children, Timeout], request.Settings);
        Assert.Equal(ChangeApplies.FpmReload, request.Applies);
        Assert.DoesNotContain("secret", request.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_file_is_masked_by_its_language()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(_tree.Fpm(), [Edit(GatewayTree.PoolPath)], []);
        builder.Add(_tree.Nginx(), [Edit(GatewayTree.NginxPath)], []);
        LineMask mask = builder.Build("Set", null, reload: false, force: false).Mask!;

        Assert.DoesNotContain("hunter2", mask(_tree.PathHere(GatewayTree.PoolPath), "env[DB_PASSWORD] = hunter2"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", mask(_tree.PathHere(GatewayTree.NginxPath), "fastcgi_param DB_PASSWORD hunter2;"), StringComparison.Ordinal);
    }

    [Fact]
    public void On_this_machine_each_program_concerned_is_asked()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(Here(_tree.Fpm()), [Edit(GatewayTree.PoolPath)], [Children]);
        builder.Add(Here(_tree.Nginx()), [Edit(GatewayTree.NginxPath)], [Timeout]);

        ChangeRequest request = builder.Build("Set", null, reload: true, force: false);

        Assert.Equal(["php-fpm -t", "nginx -t"], request.Checks.Select(check => check.Name));
        Assert.Equal((null, null), (request.RootPath, request.Activation));
        Assert.Equal([GatewayTree.PoolPath, GatewayTree.NginxPath], request.Edits.Select(edit => edit.Path));
    }

    [Fact]
    public void Running_programs_are_reloaded_php_fpm_first_with_all_their_files_watched()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(Running(Here(_tree.Nginx())), [Edit(GatewayTree.NginxPath)], [Timeout]);
        builder.Add(Running(Here(_tree.Fpm())), [Edit(GatewayTree.PoolPath)], [Children]);

        ChangeRequest request = builder.Build("Set", null, reload: true, force: false);

        Assert.Equal("reload of php-fpm (process 71) and reload of nginx (process 70)", request.Activation!.Name);
        Assert.Contains("(www) are stopped and started: running requests end with a 502", request.Activation.Disruption, StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { GatewayTree.FpmPath, GatewayTree.PoolPath, GatewayTree.NginxPath }, request.LoadedFiles([]).ToHashSet());
        Assert.Null(builder.Build("Set", null, reload: false, force: false).Activation);
    }

    [Fact]
    public void A_program_whose_files_do_not_change_is_left_alone()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(Running(Here(_tree.Nginx())), [], []);
        builder.Add(Running(Here(_tree.Fpm())), [Edit(GatewayTree.PoolPath)], [Children]);

        ChangeRequest request = builder.Build("Set", null, reload: true, force: false);

        Assert.Equal("reload of php-fpm (process 71)", request.Activation!.Name);
        Assert.Equal("php-fpm -t", Assert.Single(request.Checks).Name);
    }

    [Theory]
    [InlineData(true, true, "reload of php-fpm (process 71) and reload of nginx (process 70)")]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    public void Programs_that_have_not_loaded_their_files_are_reloaded_though_nothing_changes(bool reload, bool isBehind, string? activation)
    {
        DateTime start = DateTime.Now + TimeSpan.FromHours(isBehind ? -1 : 1);
        var builder = new GatewayChangeBuilder();
        builder.Add(LoadedNginx(start), [], []);
        builder.Add(LoadedFpm(start), [], []);

        ChangeRequest request = builder.Build("Set", null, reload, force: false);

        Assert.True(builder.IsEmpty);
        Assert.Equal(activation, request.Activation?.Name);
        Assert.Equal(activation is null ? 0 : 2, request.Notices.Count);
        Assert.Equal(activation is null ? [] : ["php-fpm -t", "nginx -t"], request.Checks.Select(check => check.Name));
        Assert.All(request.Notices, notice => Assert.Matches("^(php-fpm|nginx) \\(process 7[01]\\) would take up what was changed .*\\(changed [0-9]{4}-", notice));
    }

    [Fact]
    public void What_others_changed_is_named_before_a_reload_takes_it_up()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(LoadedFpm(DateTime.Now.AddHours(-1)), [Edit(_tree.PathHere("/fpm.conf"))], [Children]);

        Assert.Contains($"{_tree.PathHere("/fpm.conf")} (changed ", Assert.Single(builder.Build("Set", null, reload: true, force: false).Notices), StringComparison.Ordinal);
        Assert.Empty(builder.Build("Set", null, reload: false, force: false).Notices);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Below_another_root_a_reload_that_is_asked_for_is_said_to_be_none(bool isEmpty)
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(_tree.Fpm(), isEmpty ? [] : [Edit(GatewayTree.PoolPath)], isEmpty ? [] : [Children]);

        Assert.StartsWith($"Nothing is reloaded: what lies below {_tree.RootPath} ", Assert.Single(builder.Build("Set", null, reload: true, force: false).Notices), StringComparison.Ordinal);
        Assert.Empty(builder.Build("Set", null, reload: false, force: false).Notices);
    }

    [Theory]
    [InlineData("/system.slice/php8.2-fpm.service", "php8.2-fpm.service")]
    [InlineData("/system.slice/cron.service", null)]
    [InlineData("/user.slice/user-0.slice/session-1.scope", null)]
    [InlineData(null, null)]
    public void The_unit_of_php_fpm_is_that_of_its_group(string? group, string? unit) => Assert.Equal(unit, FpmUnit.InGroup(group));

    [Fact]
    public void A_change_that_only_a_restart_applies_reloads_nothing()
    {
        var builder = new GatewayChangeBuilder();
        builder.Add(Running(Here(_tree.Fpm())), [Edit(GatewayTree.PoolPath)], [Children with { Name = "listen.mode", Applies = ChangeApplies.FpmRestart }]);

        Assert.Null(builder.Build("Set", null, reload: true, force: false).Activation);
    }

    internal static NginxReading Running(NginxReading reading) => reading with
    {
        Instance = reading.Instance with { Master = new NginxMaster(70, null, 1, null, false, null, GatewayTree.NginxPath, "/", "/etc/nginx", string.Empty, "stderr", "/", [], []) },
    };

    internal static FpmReading Running(FpmReading reading) => reading with
    {
        Instance = reading.Instance with { Master = new FpmMaster(71, null, 1, null, false, null, GatewayTree.FpmPath, "/usr", null, false, [], "/", [], []) },
    };

    // Their files are this machine's, so that the times are seen.
    private FpmReading LoadedFpm(DateTime start)
    {
        _tree.Write("/fpm.conf", $"[global]\nerror_log = {_tree.PathHere("/none.log")}\n[www]\nuser = www-data\nlisten = /run/www.sock\npm = static\npm.max_children = 5\n");
        FpmReading running = Running(Here(_tree.Fpm()));
        return running with
        {
            Instance = running.Instance with { Master = running.Instance.Master! with { StartTime = start } },
            Configuration = FpmConfiguration.Read(_tree.PathHere("/fpm.conf")),
        };
    }

    private NginxReading LoadedNginx(DateTime start)
    {
        _tree.Write("/nginx.conf", "events { }\n");
        NginxReading running = Running(Here(_tree.Nginx()));
        return running with
        {
            Instance = running.Instance with { Master = running.Instance.Master! with { StartTime = start } },
            Configuration = NginxConfiguration.Read(_tree.PathHere("/nginx.conf")),
        };
    }

    internal static NginxReading Here(NginxReading reading) => reading with { Instance = reading.Instance with { Files = FileTree.Host } };

    internal static FpmReading Here(FpmReading reading) => reading with { Instance = reading.Instance with { Files = FileTree.Host } };

    private static FileEdit Edit(string path) => new(path, Encoding.UTF8.GetBytes("a"), Encoding.UTF8.GetBytes("b"));
}
