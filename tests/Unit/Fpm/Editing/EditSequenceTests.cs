using System.Text;

namespace Nginx502.UnitTests.Fpm.Editing;

/// <summary>Edits of several pools and of [global] as one plan.</summary>
public sealed class EditSequenceTests
{
    private const string Text = "[global]\nerror_log = /var/log/fpm.log\n[www]\nuser = www-data\nlisten = /run/www.sock\npm = static\npm.max_children = 5\n[blog]\nuser = www-data\nlisten = /run/blog.sock\npm = static\npm.max_children = 7\n";

    private static readonly Dictionary<string, string?> Nothing = [];

    private readonly FpmConfiguration _configuration = FpmFiles.Read(Text);

    [Fact]
    public void Pools_of_one_file_are_one_edit_from_what_the_file_holds_to_the_end()
    {
        FpmEditPlan plan = FpmPoolEditor.Plan(_configuration, _configuration.Pools, Values(("pm.max_children", "7")), Values(("process_control_timeout", "10s")));

        FileEdit edit = Assert.Single(plan.Edits);
        Assert.Equal(Text, Encoding.UTF8.GetString(edit.Before.Span));
        FpmConfiguration after = FpmFiles.Read(edit.After.ToArray());
        Assert.Equal(["7", "7"], after.Pools.Select(pool => pool.GetSetting("pm.max_children")!.Value));
        Assert.Equal("10s", after.GlobalSettings.Single(setting => setting.Name == "process_control_timeout").Value);
        Assert.Equal([("pm.max_children", "pool www"), ("process_control_timeout", "global")], plan.Changes.Select(change => (change.Name, change.Scope)));
        Assert.Equal("pm.max_children", Assert.Single(plan.Unchanged).Name);
    }

    [Fact]
    public void One_broken_rule_leaves_no_edit_at_all_and_all_are_said()
    {
        FpmEditPlan plan = FpmPoolEditor.Plan(_configuration, _configuration.Pools, Values(("pm.max_children", "0")), Values(("process_control_timeout", "10s")));

        Assert.True(plan.IsRefused);
        Assert.Equal((0, 0), (plan.Edits.Count, plan.Changes.Count));
        Assert.Equal(2, plan.BrokenRules.Count);
    }

    [Fact]
    public void Nothing_wanted_is_nothing_planned()
    {
        FpmEditPlan plan = FpmPoolEditor.Plan(_configuration, _configuration.Pools, Nothing, Nothing);

        Assert.Equal((0, 0, false, ChangeApplies.Live), (plan.Edits.Count, plan.Changes.Count, plan.IsRefused, plan.Applies));
    }

    [Theory]
    [InlineData("/run/www.sock", "/run/new.sock", ChangeApplies.FpmReload, ChangeApplies.FpmReload, "the new socket gets its rights at the reload")]
    [InlineData("127.0.0.1:9000", "/run/new.sock", ChangeApplies.FpmReload, ChangeApplies.FpmReload, "so does the first socket")]
    [InlineData("/run/www.sock", "/run/www.sock", null, ChangeApplies.FpmRestart, "a socket that stays keeps its rights")]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9001", ChangeApplies.FpmReload, ChangeApplies.FpmReload, "another port is another socket")]
    [InlineData("9000", "127.0.0.1:9000", ChangeApplies.FpmRestart, ChangeApplies.FpmRestart, "the old one is in the way of the new one")]
    [InlineData("127.0.0.1:9000", "9000", ChangeApplies.FpmRestart, ChangeApplies.FpmRestart, "the other way round too")]
    public void Where_the_pool_listens_decides_how_its_socket_takes_effect(string before, string after, ChangeApplies? listen, ChangeApplies mode, string why)
    {
        FpmConfiguration configuration = FpmFiles.Read($"[www]\nuser = www-data\nlisten = {before}\npm = static\npm.max_children = 5\n");

        FpmEditPlan plan = FpmPoolEditor.Plan(configuration, configuration.Pools[0], Values(("listen", after), ("listen.mode", "0666"), ("pm.max_children", "6")));

        Assert.Equal((listen, mode, ChangeApplies.FpmReload), (Applies("listen"), Applies("listen.mode")!.Value, Applies("pm.max_children")!.Value));
        Assert.NotEmpty(why);

        ChangeApplies? Applies(string name) => plan.Changes.FirstOrDefault(change => change.Name == name)?.Applies;
    }

    private static Dictionary<string, string?> Values(params (string Name, string? Value)[] values) => values.ToDictionary(value => value.Name, value => value.Value);
}
