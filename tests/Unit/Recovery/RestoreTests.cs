namespace Nginx502.UnitTests.Recovery;

public sealed class RestoreTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    private GatewayChange Restore(int? id, bool force = false) =>
        _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", id) { Force = force });

    [Fact]
    public void The_last_change_is_undone_as_a_change_of_its_own()
    {
        _lab.Transaction().Run(_lab.Both());
        var check = new FakeCheck();

        GatewayChange undo = _lab.Transaction().Restore(new RestoreRequest("Restore-GatewayConfiguration", null) { Checks = [check] });

        Assert.Equal((ChangeState.Committed, 2, 1), (undo.State, undo.Id!.Value, undo.Undoes!.Value));
        Assert.Equal("pm.max_children 20 -> 5", undo.Settings[0].ToString());
        Assert.Equal(ChangeLab.OldPool, check.ContentOf(_lab.Pool));
        Assert.Contains("-pm.max_children = 20\n+pm.max_children = 5\n", undo.Diff, StringComparison.Ordinal);
        _lab.AssertOld();
        Assert.Equal([(ChangeState.Undone, 2), (ChangeState.Committed, null)], _lab.Changes().Select(change => (change.State, change.UndoneBy)));
    }

    [Fact]
    public void An_undoing_can_be_undone()
    {
        _lab.Transaction().Run(_lab.Both());
        Restore(1);
        Assert.Equal(ChangeState.Committed, Restore(2).State);
        _lab.AssertNew();
        Assert.Equal([ChangeState.Committed, ChangeState.Undone, ChangeState.Committed], _lab.Changes().Select(change => change.State));

        Assert.Equal(ChangeState.Committed, Restore(1).State);
        _lab.AssertOld();
        Assert.Equal([(ChangeState.Undone, 4), (ChangeState.Undone, 3), (ChangeState.Committed, null), (ChangeState.Committed, null)], _lab.Changes().Select(change => (change.State, change.UndoneBy)));
    }

    [Fact]
    public void The_last_twice_goes_back_two()
    {
        _lab.Transaction().Run(_lab.One());
        _lab.Transaction().Run(new ChangeRequest("Set", [ChangeLab.Edit(_lab.Site, ChangeLab.OldSite, ChangeLab.NewSite)]));

        Assert.Equal(2, Restore(null).Undoes);
        Assert.Equal(1, Restore(null).Undoes);
        _lab.AssertOld();

        GatewayChange none = Restore(null);
        Assert.Equal((ChangeState.Refused, ChangeFailureReason.ChangeNotFound), (none.State, none.Failure!.Reason));
    }

    [Fact]
    public void A_file_that_was_changed_since_is_kept_unless_forced()
    {
        _lab.Transaction().Run(_lab.Both());
        File.AppendAllText(_lab.Pool, "; mine\n");

        GatewayChange refused = Restore(1);
        Assert.Equal((ChangeState.Refused, ChangeFailureReason.FileChangedSince), (refused.State, refused.Failure!.Reason));
        Assert.Equal(ChangeLab.NewPool + "; mine\n", File.ReadAllText(_lab.Pool));
        Assert.Equal(ChangeLab.NewSite, File.ReadAllText(_lab.Site));

        GatewayChange forced = Restore(1, force: true);
        Assert.Equal(ChangeState.Committed, forced.State);
        _lab.AssertOld();
        Assert.Equal(ChangeLab.NewPool + "; mine\n", File.ReadAllText(forced.Files[0].BackupPath!));
    }

    [Fact]
    public void Files_that_somebody_put_back_already_need_nothing()
    {
        _lab.Transaction().Run(_lab.Both());
        File.WriteAllText(_lab.Pool, ChangeLab.OldPool);

        GatewayChange half = Restore(1);
        Assert.Equal([_lab.Site], half.Files.Select(file => file.Path));
        _lab.AssertOld();

        _lab.Transaction().Run(_lab.Both());
        File.WriteAllText(_lab.Pool, ChangeLab.OldPool);
        File.WriteAllText(_lab.Site, ChangeLab.OldSite);
        Assert.Equal((ChangeState.Unchanged, null), (Restore(3).State, Restore(3).Failure));
    }

    [Fact]
    public void What_was_undone_or_never_was_is_not_undone()
    {
        _lab.Transaction().Run(_lab.Both());
        Restore(1);

        Assert.Equal("Change 1 is not undone: it was undone by change 2.", Restore(1).Problem);
        Assert.Equal("There is no change 7 in the journal.", Restore(7).Problem);
    }

    [Fact]
    public void A_backup_that_is_gone_or_damaged_is_said()
    {
        GatewayChange change = _lab.Transaction().Run(_lab.Both());
        File.WriteAllText(change.Files[1].BackupPath!, "damaged");
        Assert.Equal((ChangeFailureReason.BackupMissing, change.Files[1].BackupPath), (Restore(1).Failure!.Reason, Restore(1).Failure!.Path));

        File.Delete(change.Files[1].BackupPath!);
        Assert.Contains("is not there any more", Restore(1).Problem, StringComparison.Ordinal);
        _lab.AssertNew();
    }

    [Fact]
    public void A_preview_shows_what_undoing_would_do_and_does_nothing()
    {
        _lab.Transaction().Run(_lab.Both());
        long before = Directory.GetFiles(_lab.State, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

        GatewayChange plan = _lab.Transaction().PreviewRestore(new RestoreRequest("Restore-GatewayConfiguration", 1));

        Assert.Equal((ChangeState.Planned, 1), (plan.State, plan.Undoes!.Value));
        Assert.Contains("+pm.max_children = 5\n", plan.Diff, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_lab.State, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));
        _lab.AssertNew();
    }
}
