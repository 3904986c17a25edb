using System.Runtime.Versioning;

namespace Nginx502.UnitTests.Recovery;

[SupportedOSPlatform("linux")]
public sealed class TransactionTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void All_files_get_their_new_bytes_and_the_journal_says_so()
    {
        var check = new FakeCheck { During = _lab.AssertOldContent };
        var activation = new FakeActivation(_lab.Pool, _lab.Site);

        GatewayChange change = _lab.Transaction().Run(_lab.Both(check, activation));

        Assert.Null(change.Failure);
        Assert.Equal((1, ChangeState.Committed, "Set-FpmPoolTuning"), (change.Id!.Value, change.State, change.Command));
        Assert.Equal((true, true, false), (change.IsReloaded, change.IsInEffect, change.IsReloadRequired));
        Assert.Equal((true, true), (change.Check!.Passed, change.Check.IsTestedBeforehand));
        Assert.Equal(ChangeApplies.FpmReload, change.Applies);
        Assert.Equal(ChangeLab.NewPool, check.ContentOf(_lab.Pool));
        Assert.Equal([ChangeLab.NewPool + ChangeLab.NewSite], activation.Loaded);
        Assert.Contains("-pm.max_children = 5\n+pm.max_children = 20\n", change.Diff, StringComparison.Ordinal);
        Assert.Contains("+\tfastcgi_buffer_size 16k;\n", change.Diff, StringComparison.Ordinal);
        Assert.Empty(change.Warnings);
        _lab.AssertNew();

        GatewayChange told = _lab.Only();
        Assert.Equivalent(change, told);
        Assert.Equal(ChangeLab.OldPool, File.ReadAllText(told.Files[0].BackupPath!));
        Assert.Equal("pm.max_children 5 -> 20", told.Settings[0].ToString());
    }

    [Fact]
    public void The_old_bytes_and_the_journal_are_for_their_owner_alone()
    {
        GatewayChange change = _lab.Transaction().Run(_lab.One());

        Assert.Equal(ChangeState.Committed, change.State);
        string[] all = [_lab.State, .. Directory.GetFileSystemEntries(_lab.State, "*", SearchOption.AllDirectories)];
        Assert.True(all.Length > 6);
        Assert.All(all, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & (UnixFileMode)0x3F));
    }

    [Fact]
    public void What_is_right_already_changes_nothing()
    {
        GatewayChange change = _lab.Transaction().Run(new ChangeRequest("Set-FpmPoolTuning", [ChangeLab.Edit(_lab.Pool, ChangeLab.OldPool, ChangeLab.OldPool)]));

        Assert.Equal((ChangeState.Unchanged, null), (change.State, change.Id));
        Assert.False(Directory.Exists(_lab.State));
    }

    [Fact]
    public void A_change_that_is_not_reloaded_says_that_it_needs_one()
    {
        GatewayChange change = _lab.Transaction().Run(_lab.Both());

        Assert.Equal((false, null, true), (change.IsReloaded, change.IsInEffect, change.IsReloadRequired));
    }

    [Fact]
    public void What_the_program_refuses_changes_nothing()
    {
        GatewayChange change = _lab.Transaction().Run(_lab.Both(new FakeCheck { Passes = false }, new FakeActivation()));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.CheckFailed), (change.State, change.Failure!.Reason));
        Assert.Equal("php-fpm -t refuses the new configuration: /etc/php/8.2/fpm/pool.d/www.conf:4: unknown entry 'x'.", change.Problem);
        Assert.False(change.Check!.Passed);
        _lab.AssertOld();
        Assert.Equivalent(change, _lab.Only());
    }

    [Fact]
    public void Without_the_right_to_mount_it_is_checked_in_place_and_says_so()
    {
        var check = new FakeCheck { IsBeforehand = false, During = _lab.AssertNewContent };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(check));

        Assert.Equal((ChangeState.Committed, false, 1), (change.State, change.Check!.IsTestedBeforehand, check.TimesInstalled));
        Assert.Contains("not tested beforehand", Assert.Single(change.Warnings), StringComparison.Ordinal);
        _lab.AssertNew();
    }

    [Fact]
    public void What_is_refused_in_place_is_put_back()
    {
        var activation = new FakeActivation();
        GatewayChange change = _lab.Transaction().Run(_lab.Both(new FakeCheck { IsBeforehand = false, Passes = false }, activation));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.CheckFailed), (change.State, change.Failure!.Reason));
        Assert.Equal((false, false), (change.Check!.Passed, change.Check.IsTestedBeforehand));
        Assert.Empty(activation.Loaded);
        _lab.AssertOld();
    }

    [Fact]
    public void A_failed_reload_puts_the_files_back_and_reloads_again()
    {
        var activation = new FakeActivation(_lab.Pool) { Verified = new VerificationResult(false, "The kernel says 5.") };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(activation: activation));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.NotInEffect), (change.State, change.Failure!.Reason));
        Assert.Equal("After the reload of php-fpm the change is not in effect: The kernel says 5.", change.Problem);
        Assert.Equal([ChangeLab.NewPool, ChangeLab.OldPool], activation.Loaded);
        Assert.False(change.IsReloaded);
        _lab.AssertOld();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_no_program_gave_its_word_on_is_not_reloaded(bool isBeforehand)
    {
        var activation = new FakeActivation(_lab.Pool);

        GatewayChange change = _lab.Transaction().Run(_lab.Both(new FakeCheck { IsForced = true, IsBeforehand = isBeforehand }, activation));

        Assert.Equal((ChangeState.Committed, false, null, true), (change.State, change.IsReloaded, change.IsInEffect, change.IsReloadRequired));
        Assert.Contains(change.Warnings, warning => warning.StartsWith("The reload of php-fpm was not done, though the change was forced: php-fpm -t could not be asked", StringComparison.Ordinal));
        Assert.Empty(activation.Loaded);
        _lab.AssertNew();
    }

    [Fact]
    public void A_reload_that_cannot_be_done_is_refused_before_any_file_is_replaced()
    {
        var activation = new FakeActivation(_lab.Pool) { Refusal = "Another program listens there." };

        GatewayChange plan = _lab.Transaction().Preview(_lab.Both(activation: activation));
        GatewayChange change = _lab.Transaction().Run(_lab.Both(activation: activation));

        Assert.Equal((ChangeFailureReason.ActivationFailed, ChangeFailureReason.ActivationFailed), (plan.Failure!.Reason, change.Failure!.Reason));
        Assert.Equal((ChangeState.RolledBack, "The reload of php-fpm cannot be done now: Another program listens there."), (change.State, change.Problem));
        Assert.Empty(activation.Loaded);
        _lab.AssertOld();
    }

    [Fact]
    public void Nothing_is_reloaded_again_when_not_all_old_files_are_back()
    {
        var activation = new FakeActivation(_lab.Pool)
        {
            During = () => File.AppendAllText(_lab.Site, "# by hand\n"),
            Verified = new VerificationResult(false, "The kernel says 5."),
        };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(new FakeCheck(), activation));

        Assert.Equal(ChangeFailureReason.NotPutBack, change.Failure!.Reason);
        Assert.Contains("The kernel says 5. The reload of php-fpm was not done again, since not all old files are back.", change.Problem, StringComparison.Ordinal);
        Assert.Contains("do the reload of php-fpm by hand", change.Failure.Advice, StringComparison.Ordinal);
        Assert.Single(activation.Loaded);
        Assert.Null(change.IsReloaded);
    }

    [Fact]
    public void Nothing_is_reloaded_again_when_the_program_refuses_the_old_files()
    {
        var activation = new FakeActivation(_lab.Pool) { Verified = new VerificationResult(false, "The kernel says 5.") };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(new FakeCheck { PassesInPlace = false }, activation));

        Assert.Equal(ChangeFailureReason.NotInEffect, change.Failure!.Reason);
        Assert.Contains("was not done again, since php-fpm -t does not accept what is in place now: ", change.Problem, StringComparison.Ordinal);
        Assert.Single(activation.Loaded);
        Assert.Null(change.IsReloaded);
        _lab.AssertOld();
    }

    [Fact]
    public void A_reload_that_was_not_done_is_not_done_again()
    {
        var activation = new FakeActivation(_lab.Pool) { Result = new ActivationResult(false, HasActed: false, "no master runs.") };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(activation: activation));

        Assert.Equal("The reload of php-fpm failed: no master runs.", change.Problem);
        Assert.Single(activation.Loaded);
        _lab.AssertOld();
    }

    [Fact]
    public void A_second_reload_that_fails_too_is_said()
    {
        var activation = new FakeActivation(_lab.Pool) { Result = new ActivationResult(false, HasActed: true, "the master died.") };

        GatewayChange change = _lab.Transaction().Run(_lab.Both(activation: activation));

        Assert.Equal(
            "The reload of php-fpm failed: the master died. The files were put back, but the reload of php-fpm for the old ones failed too: the master died.",
            change.Problem);
        Assert.Null(change.IsReloaded);
        Assert.Equal(ChangeState.RolledBack, change.State);
        _lab.AssertOld();
    }

    [Fact]
    public void Whatever_a_check_or_a_reload_throws_the_files_are_put_back()
    {
        GatewayChange check = _lab.Transaction().Run(_lab.Both(new FakeCheck { During = () => throw new InvalidOperationException("no such program\e[2J") }));
        Assert.Equal("php-fpm -t could not be asked: no such program\\x1B[2J", check.Problem);
        _lab.AssertOld();

        var activation = new FakeActivation(_lab.Pool) { During = () => throw new InvalidOperationException("no bus") };
        GatewayChange reload = _lab.Transaction().Run(_lab.Both(activation: activation));
        Assert.StartsWith("The reload of php-fpm failed: no bus", reload.Problem, StringComparison.Ordinal);
        Assert.Equal(2, activation.Loaded.Count);
        _lab.AssertOld();
    }

    [Fact]
    public void Somebody_who_changes_another_loaded_file_during_the_check_stops_the_reload()
    {
        string other = Path.Combine(_lab.Root, "sites", "..", "nginx.conf");
        File.WriteAllText(other, "events {}\n");
        var activation = new FakeActivation(_lab.Pool);
        ChangeRequest request = _lab.Both(new FakeCheck { During = () => File.WriteAllText(other, "evnts {}\n") }, activation) with
        {
            LoadedFiles = _ => [other, _lab.Pool, _lab.Site],
        };

        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.LoadedFilesChanged), (change.State, change.Failure!.Reason));
        Assert.Equal(other, change.Failure.Path);
        Assert.Empty(activation.Loaded);
        _lab.AssertOld();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Somebody_who_makes_or_removes_a_loaded_file_during_the_check_stops_the_reload(bool isMade)
    {
        string other = Path.Combine(_lab.Root, "sites", "other");
        Put(!isMade);
        var activation = new FakeActivation(_lab.Pool);
        ChangeRequest request = _lab.Both(new FakeCheck { During = () => Put(isMade) }, activation) with
        {
            LoadedFiles = _ => Directory.GetFiles(Path.Combine(_lab.Root, "sites")).Append(_lab.Pool).Where(path => !Path.GetFileName(path).StartsWith('.')).ToArray(),
        };

        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Equal((ChangeFailureReason.LoadedFilesChanged, other), (change.Failure!.Reason, change.Failure.Path));
        Assert.Empty(activation.Loaded);
        _lab.AssertOldContent();

        void Put(bool isThere)
        {
            if (isThere)
            {
                File.WriteAllText(other, "server { }\n");
            }
            else
            {
                File.Delete(other);
            }
        }
    }

    [Fact]
    public void Somebody_who_changes_a_loaded_file_during_the_check_stops_a_restart_without_a_change()
    {
        var activation = new FakeActivation(_lab.Pool);
        ChangeRequest request = new("Restart-GatewayService", [])
        {
            Checks = [new FakeCheck { During = () => File.WriteAllText(_lab.Site, ChangeLab.NewSite) }],
            Activation = activation,
            LoadedFiles = _ => [_lab.Pool, _lab.Site],
        };

        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Equal((ChangeFailureReason.LoadedFilesChanged, _lab.Site, false), (change.Failure!.Reason, change.Failure.Path, change.IsReloaded!.Value));
        Assert.Empty(activation.Loaded);
        Assert.Equal(ChangeLab.NewSite, File.ReadAllText(_lab.Site));
    }

    [Fact]
    public void Its_own_files_may_differ_when_they_are_loaded()
    {
        var activation = new FakeActivation(_lab.Pool);

        GatewayChange change = _lab.Transaction().Run(_lab.Both(activation: activation) with { LoadedFiles = _ => [_lab.Pool, _lab.Site] });

        Assert.Equal(ChangeState.Committed, change.State);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void What_is_as_wanted_is_taken_up_when_the_program_accepts_it_and_nothing_is_journalled(bool passes, bool isReloaded)
    {
        var activation = new FakeActivation(_lab.Pool);
        ChangeRequest request = new("Set-FpmPoolTuning", []) { Checks = [new FakeCheck { Passes = passes }], Activation = activation, LoadedFiles = _ => [_lab.Pool] };

        GatewayChange planned = _lab.Transaction().Preview(request);
        Assert.Empty(activation.Loaded);
        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Equal((ChangeState.Unchanged, isReloaded, isReloaded), (change.State, change.IsReloaded!.Value, change.Failure is null));
        Assert.Equal((passes, passes), (planned.Check!.Passed, planned.Failure is null));
        Assert.Equal(isReloaded ? [ChangeLab.OldPool] : [], activation.Loaded);
        Assert.Empty(_lab.Changes());
        _lab.AssertOld();
    }

    [Fact]
    public void What_is_as_wanted_and_fails_to_be_taken_up_is_a_failure()
    {
        var activation = new FakeActivation(_lab.Pool) { Result = new ActivationResult(false, HasActed: true, "the master died.") };

        GatewayChange change = _lab.Transaction().Run(new ChangeRequest("Set-FpmPoolTuning", []) { Checks = [new FakeCheck()], Activation = activation });

        Assert.Equal((ChangeFailureReason.ActivationFailed, null), (change.Failure!.Reason, change.IsReloaded));
        Assert.StartsWith("No file was changed.", change.Failure.Advice, StringComparison.Ordinal);
        Assert.Single(activation.Loaded);
    }

    [Fact]
    public void A_preview_writes_nothing_and_says_what_would_be()
    {
        GatewayChange plan = _lab.Transaction().Preview(_lab.Both(new FakeCheck { Passes = false }, new FakeActivation()));

        Assert.Equal((ChangeState.Planned, null, false), (plan.State, plan.Id, plan.Check!.Passed));
        Assert.Equal(ChangeFailureReason.CheckFailed, plan.Failure!.Reason);
        Assert.Equal("all pools of the master are stopped and started", plan.Disruption);
        Assert.Contains("+pm.max_children = 20", plan.Diff, StringComparison.Ordinal);
        Assert.Equal([_lab.Pool, _lab.Site], plan.Files.Select(file => file.RealPath));
        Assert.False(Directory.Exists(_lab.State));
        _lab.AssertOld();
    }

    [Fact]
    public void Secrets_are_masked_wherever_the_diff_is_kept()
    {
        File.WriteAllText(_lab.Pool, "env[KEY] = s3cret\n" + ChangeLab.OldPool);
        ChangeRequest request = new("Set-FpmPoolTuning", [ChangeLab.Edit(_lab.Pool, "env[KEY] = s3cret\n" + ChangeLab.OldPool, "env[KEY] = s3cret\npm.x = 1\n" + ChangeLab.NewPool)])
        {
            Mask = (path, line) => path == _lab.Pool ? line.Replace("s3cret", "***", StringComparison.Ordinal) : line,
        };

        GatewayChange change = _lab.Transaction().Run(request);

        Assert.Contains(" env[KEY] = ***\n", change.Diff, StringComparison.Ordinal);
        string[] kept = Directory.GetFiles(_lab.State, "*", SearchOption.AllDirectories).Where(file => file != change.Files[0].BackupPath).ToArray();
        Assert.All(kept, file => Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Equal(change.Diff, _lab.Only().Diff);
    }
}
