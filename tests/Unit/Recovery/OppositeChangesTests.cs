using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery;

public sealed class OppositeChangesTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("pm.max_children", "5", "20", "10", true)]
    [InlineData("pm.max_children", "5", "20", "40", false)]
    [InlineData("pm.max_children", "20", "5", "6", true)]
    [InlineData("fastcgi_read_timeout", "60s", "2m", "90s", true)]
    [InlineData("fastcgi_buffer_size", "4k", "16k", "8k", true)]
    [InlineData("fastcgi_buffer_size", "4k", "16k", "32k", false)]
    [InlineData("fastcgi_busy_buffers_size", "256k", "512k", "1m", false)]
    [InlineData("fastcgi_busy_buffers_size", "256k", "1m", "512k", true)]
    [InlineData("request_terminate_timeout", "30s", "60s", "0", false)]
    [InlineData("request_terminate_timeout", "0", "60s", "30s", false)]
    [InlineData("listen.mode", "0660", "0666", "0660", true)]
    [InlineData("pm", "dynamic", "ondemand", "dynamic", true)]
    [InlineData("pm", "dynamic", "ondemand", "static", false)]
    [InlineData("pm.max_requests", null, "500", null, true)]
    public void What_goes_back_within_a_day_is_told(string name, string? first, string? then, string? wanted, bool isTold)
    {
        GatewayChange change = Made(Setting(name, first, then));

        IReadOnlyList<(SettingChange Setting, string Notice)> told = OppositeChanges.Of([Setting(name, then, wanted)], null, _lab.Journal.Read().Changes, DateTime.Now);

        Assert.Equal(isTold ? [name] : [], told.Select(one => one.Setting.Name));
        Assert.All(told, one => Assert.Contains($"by change {change.Id}", one.Notice, StringComparison.Ordinal));
    }

    [Fact]
    public void A_day_later_and_of_another_pool_it_is_another_matter()
    {
        Made(Setting("pm.max_children", "5", "20"));
        IReadOnlyList<GatewayChange> changes = _lab.Journal.Read().Changes;
        SettingChange back = Setting("pm.max_children", "20", "10");

        Assert.Single(OppositeChanges.Of([back], null, changes, DateTime.Now.AddHours(23)));
        Assert.Empty(OppositeChanges.Of([back], null, changes, DateTime.Now.AddHours(25)));
        Assert.Empty(OppositeChanges.Of([back with { Scope = "pool api" }], null, changes, DateTime.Now));
        Assert.Empty(OppositeChanges.Of([back], "/srv/copy", changes, DateTime.Now));
    }

    [Fact]
    public void What_was_undone_does_not_count()
    {
        GatewayChange change = Made(Setting("pm.max_children", "5", "20"));
        new ConfigurationTransaction(_lab.State).Restore(new RestoreRequest("Test", change.Id!.Value));

        Assert.Empty(OppositeChanges.Of([Setting("pm.max_children", "20", "10")], null, _lab.Journal.Read().Changes, DateTime.Now));
    }

    private GatewayChange Made(SettingChange setting)
    {
        var request = new ChangeRequest("Test", [ChangeLab.Edit(_lab.Pool, ChangeLab.OldPool, ChangeLab.NewPool)]) { Settings = [setting] };
        GatewayChange change = new ConfigurationTransaction(_lab.State).Run(request);
        Assert.Equal(ChangeState.Committed, change.State);
        return change;
    }

    private static SettingChange Setting(string name, string? before, string? after) => new(name, before, after, false, "/etc/x.conf", 3, "pool www", ChangeApplies.FpmReload);
}
