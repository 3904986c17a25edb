using System.Text;

namespace Nginx502.UnitTests.Recovery;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly ChangeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_second_change_waits_and_then_says_who_is_at_it()
    {
        GatewayChange? second = null;
        var check = new FakeCheck
        {
            During = () => second = new ConfigurationTransaction(_lab.State) { LockPatience = TimeSpan.FromMilliseconds(80) }
                .Run(new ChangeRequest("Set-NginxUpstreamTuning", [ChangeLab.Edit(_lab.Site, ChangeLab.OldSite, ChangeLab.NewSite)])),
        };

        GatewayChange first = _lab.Transaction().Run(_lab.One() with { Checks = [check] });

        Assert.Equal(ChangeState.Committed, first.State);
        Assert.Equal((ChangeState.Refused, ChangeFailureReason.ChangeInProgress), (second!.State, second.Failure!.Reason));
        Assert.StartsWith($"Another change goes on: process {Environment.ProcessId} (Set-FpmPoolTuning) has held the lock", second.Problem, StringComparison.Ordinal);
        Assert.Equal(ChangeLab.OldSite, File.ReadAllText(_lab.Site));
    }

    [Fact]
    public void The_journal_tells_that_a_change_goes_on()
    {
        GatewayChange? seen = null;
        _lab.Transaction().Run(_lab.Both(new FakeCheck { During = () => seen = _lab.Only() }));

        Assert.Equal((ChangeState.InProgress, 1), (seen!.State, seen.Id!.Value));
        Assert.Contains($"is being made by process {Environment.ProcessId}", seen.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_at_once_are_made_one_after_the_other()
    {
        string[] paths = Enumerable.Range(0, 12).Select(index => Path.Combine(_lab.Root, "pools", $"p{index}.conf")).ToArray();
        foreach (string path in paths)
        {
            File.WriteAllText(path, ChangeLab.OldPool);
        }

        Parallel.ForEach(paths, path => Assert.Equal(ChangeState.Committed, _lab.Transaction().Run(_lab.One(path)).State));

        Assert.Equal(Enumerable.Range(1, 12), _lab.Changes().Select(change => change.Id!.Value));
        Assert.All(paths, path => Assert.Equal(ChangeLab.NewPool, File.ReadAllText(path)));
    }

    [Fact]
    public void The_wait_can_be_ended()
    {
        using var stop = new CancellationTokenSource();
        GatewayChange? second = null;
        var check = new FakeCheck
        {
            During = () =>
            {
                stop.CancelAfter(TimeSpan.FromMilliseconds(50));
                second = _lab.Transaction().Run(new ChangeRequest("Set", [ChangeLab.Edit(_lab.Site, ChangeLab.OldSite, ChangeLab.NewSite)]), stop.Token);
            },
        };

        _lab.Transaction().Run(_lab.One() with { Checks = [check] });

        Assert.Equal((ChangeState.Refused, ChangeFailureReason.Cancelled), (second!.State, second.Failure!.Reason));
    }

    [Fact]
    public void A_lock_does_not_outlive_a_killed_process()
    {
        Assert.Equal(KilledProcess.Killed, KilledProcess.Run(_lab.Root, "change", "before", 150));
        string other = Path.Combine(_lab.Root, "pools", "other.conf");
        File.WriteAllText(other, ChangeLab.OldPool);

        GatewayChange change = new ConfigurationTransaction(_lab.State) { LockPatience = TimeSpan.Zero }.Run(_lab.One(other));

        Assert.Null(change.Failure);
        Assert.Equal((ChangeState.Committed, 2), (change.State, change.Id!.Value));
        Assert.Contains(_lab.Changes()[0].State, new[] { ChangeState.Committed, ChangeState.RolledBack });
    }

    [Theory]
    [InlineData("renames")]
    [InlineData("writes")]
    [InlineData("holds")]
    public void What_an_editor_saves_at_the_same_moment_is_not_lost(string how)
    {
        const string theirs = "; theirs\n";
        int number = 0;
        bool wasReached = true;
        while (wasReached)
        {
            number++;
            using ChangeLab lab = ChangeLab.InMemory();
            using var held = new FileStream(lab.Pool, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var calls = new InterceptedCalls { Before = (at, _) => at == number ? Save(held, lab.Pool, theirs, how) : 0 };

            GatewayChange change = lab.Transaction(calls).Run(lab.Both(new FakeCheck()));

            wasReached = calls.Count >= number;
            string where = $"call {number}: {change} {string.Join(' ', change.Warnings)}";
            string[] beside = lab.Names.Where(name => name.StartsWith(".nginx502-", StringComparison.Ordinal)).ToArray();
            Assert.True(beside.Length == 0 || (how == "holds" && Assert.Single(change.Warnings).Contains(beside[0], StringComparison.Ordinal)), where);

            // An editor that wrote into the file that it had open, after the change had let go of that one, is the only one to lose.
            bool isLost = File.ReadAllText(lab.Pool) != theirs && !beside.Any(name => File.ReadAllText(Path.Combine(lab.Root, "pools", name)) == theirs);
            Assert.True(!wasReached || !isLost || (how == "holds" && number >= calls.Names.IndexOf("Remove")), where);
        }

        Assert.True(number > 100, $"only {number} calls were made");
    }

    private static int Save(FileStream held, string path, string content, string how)
    {
        switch (how)
        {
            case "renames":
                File.WriteAllText(path + "~", content);
                File.Move(path + "~", path, overwrite: true);
                break;
            case "writes":
                File.WriteAllText(path, content);
                break;
            default:
                held.SetLength(0);
                held.Write(Encoding.UTF8.GetBytes(content));
                held.Flush();
                break;
        }

        return 0;
    }
}
