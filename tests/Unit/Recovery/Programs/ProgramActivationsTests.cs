using Nginx502.Recovery;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Recovery.Programs;

public sealed class ProgramActivationsTests : IDisposable
{
    private readonly GatewayTree _tree = GatewayTree.Pair();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(ChangeApplies.FpmReload, 2)]
    [InlineData(ChangeApplies.FpmRestart, 1)]
    [InlineData(ChangeApplies.NginxReload, 1)]
    [InlineData(ChangeApplies.Live, 1)]
    public void Php_fpm_is_reloaded_only_for_what_a_reload_applies(ChangeApplies applies, int count)
    {
        var setting = new SettingChange("listen", "a", "b", false, GatewayTree.PoolPath, 1, "pool www", applies);

        Assert.Equal(count, ProgramActivations.For(ProgramActivations.Concerned([GatewayChangeBuilderTests.Running(_tree.Fpm())], [setting]), [GatewayChangeBuilderTests.Running(_tree.Nginx())], [setting]).Count);
    }

    [Fact]
    public void What_does_not_run_is_not_reloaded()
    {
        var setting = new SettingChange("pm", "a", "b", false, GatewayTree.PoolPath, 1, "pool www", ChangeApplies.FpmReload);

        Assert.Empty(ProgramActivations.For([_tree.Fpm()], [_tree.Nginx()], [setting]));
    }

    [Fact]
    public void Several_are_joined_to_one()
    {
        var first = new FakeActivation();
        var second = new FakeActivation();

        Assert.Null(ProgramActivations.Join([]));
        Assert.Same(first, ProgramActivations.Join([first]));
        Assert.Equal("reload of php-fpm and reload of php-fpm", ProgramActivations.Join([first, second])!.Name);
    }

    [Theory]
    [InlineData(true, true, true, true, 2)]
    [InlineData(false, true, false, true, 1)]
    [InlineData(false, false, false, false, 1)]
    public void The_first_that_fails_ends_the_sequence(bool firstSucceeds, bool firstActs, bool succeeded, bool hasActed, int loaded)
    {
        var first = new FakeActivation { Result = new ActivationResult(firstSucceeds, firstActs, firstSucceeds ? null : "It did not.") };
        var second = new FakeActivation();

        ActivationResult result = new ActivationSequence([first, second]).Activate(CancellationToken.None);

        Assert.Equal((succeeded, hasActed, loaded), (result.Succeeded, result.HasActed, first.Loaded.Count + second.Loaded.Count));
    }

    [Fact]
    public void Nothing_is_done_when_one_of_several_cannot_be_done()
    {
        var first = new FakeActivation();

        ActivationResult result = new ActivationSequence([first, new FakeActivation { Refusal = "Too many workers." }]).Activate(CancellationToken.None);

        Assert.Equal((false, false, "Too many workers."), (result.Succeeded, result.HasActed, result.Problem));
        Assert.Empty(first.Loaded);
    }

    [Fact]
    public void What_the_first_did_counts_when_the_second_did_nothing() =>
        Assert.True(new ActivationSequence([new FakeActivation(), new FakeActivation { Result = new ActivationResult(false, HasActed: false, "No.") }]).Activate(CancellationToken.None).HasActed);

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(null, false, false)]
    [InlineData(true, null, null)]
    public void The_worst_of_what_was_verified_holds(bool? first, bool? second, bool? expected) => Assert.Equal(
        expected,
        new ActivationSequence([new FakeActivation { Verified = new VerificationResult(first) }, new FakeActivation { Verified = new VerificationResult(second) }]).Verify(CancellationToken.None).IsInEffect);

    [Fact]
    public void Masters_that_ended_are_not_signalled()
    {
        NginxReading nginx = GatewayChangeBuilderTests.Running(_tree.Nginx());
        FpmReading fpm = GatewayChangeBuilderTests.Running(_tree.Fpm());
        const int noProcess = int.MaxValue;

        ActivationResult ofNginx = new NginxReload(nginx.Instance.Master! with { ProcessId = noProcess }, null).Activate(CancellationToken.None);
        ActivationResult ofFpm = new FpmReload(fpm with { Instance = fpm.Instance with { Master = fpm.Instance.Master! with { ProcessId = noProcess, ConfigurationPath = "/none" } } }, []).Activate(CancellationToken.None);

        Assert.Equal((false, false), (ofNginx.Succeeded, ofNginx.HasActed));
        Assert.EndsWith(".", ofNginx.Problem, StringComparison.Ordinal);
        Assert.Equal((false, false, $"No php-fpm runs with {GatewayTree.FpmPath}: start it."), (ofFpm.Succeeded, ofFpm.HasActed, ofFpm.Problem));
    }

    [Fact]
    public void A_process_that_got_the_masters_number_since_is_not_signalled()
    {
        NginxReading nginx = GatewayChangeBuilderTests.Running(_tree.Nginx());

        ActivationResult result = new NginxReload(nginx.Instance.Master! with { ProcessId = Environment.ProcessId, StartTicks = 1 }, null).Activate(CancellationToken.None);

        Assert.Equal((false, false), (result.Succeeded, result.HasActed));
    }

    [Theory]
    [InlineData("10s", "for at most 10 s")]
    [InlineData("0", "running requests end with a 502")]
    public void What_a_reload_of_php_fpm_disturbs_is_said_beforehand(string timeout, string words)
    {
        _tree.Write(GatewayTree.FpmPath, $"[global]\nprocess_control_timeout = {timeout}\ninclude = /etc/php/8.2/fpm/pool.d/*.conf\n");
        FpmReading fpm = GatewayChangeBuilderTests.Running(_tree.Fpm());

        Assert.Contains(words, new FpmReload(fpm, []).Disruption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_on_which_nobody_listens_is_not_in_effect()
    {
        _tree.Write(GatewayTree.PoolPath, "[www]\nlisten = /nowhere/at/all.sock\npm = static\npm.max_children = 1\n");
        FpmReading fpm = GatewayChangeBuilderTests.Running(_tree.Fpm());

        VerificationResult result = new FpmReload(fpm, []).Verify(CancellationToken.None);

        Assert.Equal((false, "php-fpm does not listen on unix:/nowhere/at/all.sock (pool www)."), (result.IsInEffect, result.Problem));
    }

    [Fact]
    public void Waiting_ends_with_the_condition_with_the_time_and_with_the_caller()
    {
        int asked = 0;
        Assert.True(Wait.Until(() => ++asked == 3, TimeSpan.MaxValue, TimeSpan.FromMilliseconds(1), CancellationToken.None));
        Assert.Equal(3, asked);
        Assert.False(Wait.Until(() => false, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), CancellationToken.None));
        using var stopped = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Wait.Until(
            () =>
            {
                stopped.Cancel();
                return false;
            },
            TimeSpan.MaxValue,
            TimeSpan.FromHours(1),
            stopped.Token));
    }
}
