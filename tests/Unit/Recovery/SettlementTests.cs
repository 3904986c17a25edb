namespace Nginx502.UnitTests.Recovery;

/// <summary>What the next run makes of a change that was interrupted, and what it leaves alone.</summary>
public sealed class SettlementTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    private GatewayChange Recover()
    {
        ChangeJournalContent content = _lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(30));
        Assert.Null(content.Failure);
        return Assert.Single(content.Changes);
    }

    // Ends the process before the given call, counted by its name.
    private void KillBefore(string name, int occurrence, ChangeRequest? request = null)
    {
        int seen = 0;
        bool isDead = false;
        var calls = new InterceptedCalls
        {
            Before = (_, call) =>
            {
                seen += call == name ? 1 : 0;
                isDead |= seen == occurrence;
                return isDead ? throw new SimulatedKillException() : 0;
            },
        };
        Assert.Throws<SimulatedKillException>(() => _lab.Transaction(calls).Run(request ?? _lab.Both()));
    }

    [Fact]
    public void A_mixed_set_is_told_and_then_put_back()
    {
        KillBefore("Exchange", 2);

        GatewayChange seen = _lab.Only();
        Assert.Equal((ChangeState.Unfinished, ChangeFailureReason.Interrupted), (seen.State, seen.Failure!.Reason));
        Assert.Contains($"'{_lab.Pool}' holds the new bytes; '{_lab.Site}' holds the old bytes", seen.Problem, StringComparison.Ordinal);
        Assert.Equal(ChangeLab.NewPool, File.ReadAllText(_lab.Pool));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.Interrupted), (Recover().State, _lab.Only().Failure!.Reason));
        _lab.AssertOld();
        Assert.Empty(_lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)).Changes);
    }

    [Fact]
    public void The_next_change_mends_it_first()
    {
        KillBefore("Exchange", 2);

        GatewayChange next = _lab.Transaction().Run(_lab.Both());

        Assert.Equal((ChangeState.Committed, 2), (next.State, next.Id!.Value));
        Assert.Equal([ChangeState.RolledBack, ChangeState.Committed], _lab.Changes().Select(change => change.State));
        _lab.AssertNew();
    }

    [Fact]
    public void All_files_new_is_finished_and_a_reload_that_is_due_is_said()
    {
        // The last synchronisation before the reload is that of the line which announces it; the one before, of the second file's directory.
        KillBefore("Synchronise", CountBeforeActivation() - 1, _lab.Both(new FakeCheck(), new FakeActivation(_lab.Pool)));

        GatewayChange change = Recover();

        Assert.Equal(ChangeState.Committed, change.State);
        Assert.Equal((false, true), (change.IsReloaded, change.IsReloadRequired));
        Assert.Contains("before the reload of php-fpm: it is yet to be done", Assert.Single(change.Warnings), StringComparison.Ordinal);
        _lab.AssertNew();
    }

    [Fact]
    public void A_reload_that_may_have_been_done_is_said_too()
    {
        bool isDead = false;
        var calls = new InterceptedCalls { Before = (_, _) => isDead ? throw new SimulatedKillException() : 0 };
        var activation = new FakeActivation(_lab.Pool) { During = () => isDead = true };
        Assert.Throws<SimulatedKillException>(() => _lab.Transaction(calls).Run(_lab.Both(new FakeCheck(), activation)));

        GatewayChange change = Recover();

        Assert.Equal((ChangeState.Committed, null, true), (change.State, change.IsReloaded, change.IsReloadRequired));
        Assert.Contains("around the reload of php-fpm", Assert.Single(change.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void All_files_new_but_never_checked_is_put_back()
    {
        bool isDead = false;
        var calls = new InterceptedCalls { Before = (_, _) => isDead ? throw new SimulatedKillException() : 0 };
        Assert.Throws<SimulatedKillException>(() => _lab.Transaction(calls).Run(_lab.Both(new FakeCheck { IsBeforehand = false, During = () => isDead = true })));
        _lab.AssertNewContent();

        Assert.Equal(ChangeState.RolledBack, Recover().State);
        _lab.AssertOld();
    }

    [Fact]
    public void Where_somebody_changed_a_file_since_nothing_more_is_done_to_any()
    {
        KillBefore("Exchange", 2);
        File.AppendAllText(_lab.Site, "# mine\n");

        GatewayChange change = Recover();

        Assert.Equal((ChangeState.Failed, ChangeFailureReason.FileChangedSince), (change.State, change.Failure!.Reason));
        Assert.Contains($"'{_lab.Pool}' holds the new bytes; '{_lab.Site}' holds neither the old nor the new bytes", change.Problem, StringComparison.Ordinal);
        Assert.Contains($"cp -- '{change.Files[1].BackupPath}' '{_lab.Site}'", change.Failure.Advice, StringComparison.Ordinal);
        Assert.Equal((ChangeLab.NewPool, ChangeLab.OldSite + "# mine\n"), (File.ReadAllText(_lab.Pool), File.ReadAllText(_lab.Site)));
        Assert.Equal(["shop", "www.conf"], _lab.Names);
        Assert.Empty(_lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)).Changes);
    }

    [Fact]
    public void A_file_that_is_gone_is_said()
    {
        KillBefore("Exchange", 2);
        Directory.Delete(Path.GetDirectoryName(_lab.Site)!, recursive: true);

        GatewayChange change = Recover();

        Assert.Equal(ChangeState.Failed, change.State);
        Assert.Contains($"'{_lab.Site}' is not there", change.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_mended_now_stops_changes_of_the_same_files_only()
    {
        KillBefore("Exchange", 2);
        string other = Path.Combine(_lab.Root, "pools", "other.conf");
        File.WriteAllText(other, ChangeLab.OldPool);
        var calls = new InterceptedCalls { Before = (_, name) => name == "Rename" ? Nginx502.Linux.FileError.InputOutput : 0 };

        GatewayChange same = _lab.Transaction(calls).Run(_lab.Both());
        Assert.Equal((ChangeState.Refused, ChangeFailureReason.FileChanged), (same.State, same.Failure!.Reason));
        same = _lab.Transaction(calls).Run(new ChangeRequest("Set", [ChangeLab.Edit(_lab.Pool, ChangeLab.NewPool, "[x]\n")]));
        Assert.Equal((ChangeState.Refused, ChangeFailureReason.UnfinishedChange), (same.State, same.Failure!.Reason));
        Assert.Contains("cannot be put back: Input/output error (5)", same.Problem, StringComparison.Ordinal);

        Assert.Equal(ChangeState.Committed, _lab.Transaction(calls).Run(_lab.One(other)).State);
        Assert.Equal(ChangeState.RolledBack, Recover().State);
        _lab.Transaction().Restore(new RestoreRequest("Restore", 2));
        File.Delete(other);
        _lab.AssertOld();
    }

    [Fact]
    public void The_old_file_is_made_anew_from_the_backup_when_nothing_of_it_is_beside()
    {
        KillBefore("Exchange", 2);
        foreach (string name in _lab.Names.Where(name => name.StartsWith(".nginx502-1-1", StringComparison.Ordinal)))
        {
            File.Delete(Path.Combine(_lab.Root, "pools", name));
        }

        Assert.Equal(ChangeState.RolledBack, Recover().State);
        _lab.AssertOld();
    }

    [Fact]
    public void Putting_back_by_hand_as_it_says_is_recognised()
    {
        bool isInstalled = false;
        var calls = new InterceptedCalls
        {
            Before = (_, name) =>
            {
                isInstalled |= name == "Exchange";
                return isInstalled && name is "Rename" ? Nginx502.Linux.FileError.InputOutput : 0;
            },
        };
        GatewayChange failed = _lab.Transaction(calls).Run(_lab.Both(new FakeCheck { IsBeforehand = false, Passes = false }));

        Assert.Equal((ChangeState.Failed, ChangeFailureReason.NotPutBack), (failed.State, failed.Failure!.Reason));
        Assert.StartsWith("php-fpm -t refuses the new configuration", failed.Problem, StringComparison.Ordinal);
        Assert.Contains($"Not everything could be put back: '{_lab.Site}' holds the new bytes", failed.Problem, StringComparison.Ordinal);
        Assert.EndsWith("The next change tries it again.", failed.Failure.Advice, StringComparison.Ordinal);
        Assert.Equivalent(failed.Failure, _lab.Only().Failure);

        File.Copy(failed.Files[0].BackupPath!, _lab.Pool, overwrite: true);
        File.Copy(failed.Files[1].BackupPath!, _lab.Site, overwrite: true);
        GatewayChange mended = Recover();
        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.CheckFailed), (mended.State, mended.Failure!.Reason));
        _lab.AssertOld();
    }

    private static int CountBeforeActivation()
    {
        using var lab = new ChangeLab();
        int count = 0;
        bool isActivated = false;
        var calls = new InterceptedCalls { After = (_, name) => count += name == "Synchronise" && !isActivated ? 1 : 0 };
        lab.Transaction(calls).Run(lab.Both(new FakeCheck(), new FakeActivation(lab.Pool) { During = () => isActivated = true }));
        return count;
    }
}
