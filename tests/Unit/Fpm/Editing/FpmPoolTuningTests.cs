namespace Nginx502.UnitTests.Fpm.Editing;

public class FpmPoolTuningTests
{
    private const string Dynamic = "pm = dynamic\npm.max_children = 10\npm.min_spare_servers = 2\npm.max_spare_servers = 5\n";

    [Theory]
    [InlineData("pm.max_children=20", "")]
    [InlineData("pm.max_children=1", "SpareAboveMaxChildren")]
    [InlineData("pm.max_children=0", "MaxChildrenNotPositive SpareAboveMaxChildren")]
    [InlineData("pm.max_spare_servers=1", "MaxSpareBelowMinSpare")]
    [InlineData("pm.min_spare_servers=0 pm.max_spare_servers=-1", "MinSpareNotPositive MaxSpareNotPositive MaxSpareBelowMinSpare")]
    [InlineData("pm.start_servers=9", "StartServersOutside")]
    [InlineData("pm.start_servers=0", "")]
    [InlineData("pm.max_spawn_rate=0", "MaxSpawnRateNotPositive")]
    [InlineData("pm.process_idle_timeout=0", "")]
    [InlineData("pm=ondemand pm.process_idle_timeout=0", "IdleTimeoutNotPositive")]
    [InlineData("pm=static pm.max_spare_servers=99", "")]
    [InlineData("pm=", "ProcessManagerMissing")]
    [InlineData("pm=auto", "InvalidValue")]
    [InlineData("pm.min_spare_servers=", "MinSpareNotPositive")]
    [InlineData("pm.max_children=abc pm.maxchildren=5 pm.max_spawn_rate=0", "InvalidValue UnknownDirective MaxSpawnRateNotPositive")]
    public void All_broken_rules_are_told_at_once(string values, string expected)
    {
        FpmConfiguration configuration = FpmFiles.Read("[www]\nuser = www-data\nlisten = /run/w.sock\n" + Dynamic);

        IReadOnlyList<FpmBrokenRule> broken = FpmPoolTuning.BrokenRules(configuration, configuration.Pools[0], Values(values));

        Assert.Equal(expected, string.Join(' ', broken.Select(rule => rule.Id)));
        Assert.All(broken, rule => Assert.EndsWith(".", rule.Advice.TrimEnd('?') + ".", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_of_another_manager_are_those_that_lines_set()
    {
        FpmConfiguration configuration = FpmFiles.Read("[www]\nuser = www-data\nlisten = /run/w.sock\npm = ondemand\npm.max_children = 10\npm.min_spare_servers = 2\npm.max_spare_servers = 5\n");

        Assert.Equal("0", configuration.Pools[0].GetSetting("pm.min_spare_servers")!.Value);
        Assert.Empty(FpmPoolTuning.BrokenRules(configuration, configuration.Pools[0], Values("pm=dynamic")));
    }

    [Fact]
    public void How_a_change_takes_effect_is_known_for_every_directive()
    {
        string[] restart = [.. FpmDirectives.Pool.Where(directive => directive.Applies == ChangeApplies.FpmRestart).Select(directive => directive.Name)];

        Assert.Equal(["listen.backlog", "listen.acl_users", "listen.acl_groups", "listen.owner", "listen.group", "listen.mode"], restart);
        Assert.All(FpmDirectives.Global.Concat(FpmDirectives.Pool).Where(directive => !restart.Contains(directive.Name)), directive => Assert.Equal(ChangeApplies.FpmReload, directive.Applies));
        Assert.Equal(ChangeApplies.FpmReload, FpmDirectives.AppliesOf("listen.allowed_clients"));
        Assert.Equal(ChangeApplies.FpmRestart, FpmDirectives.AppliesOf("Listen.Mode"));
        Assert.Equal(ChangeApplies.FpmReload, FpmDirectives.AppliesOf("env[X]"));
    }

    private static Dictionary<string, string?> Values(string text) =>
        text.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1].Length == 0 ? null : pair[1]);
}
