namespace Nginx502.UnitTests.Recovery;

/// <summary>
/// A real process is killed with SIGKILL before and after every system call of a change, until it passes without reaching the number; a fresh
/// process then mends what it left.
/// </summary>
public sealed class KilledProcessTests
{
    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public void Killed_at_any_call_each_file_is_old_or_new_and_the_journal_knows(string when)
    {
        int last = FindLast();
        Assert.InRange(last, 100, 1000);
        Parallel.For(1, last + 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            using ChangeLab lab = ChangeLab.InMemory();
            int exitCode = KilledProcess.Run(lab.Root, "change", when, number);
            Assert.Equal(number <= last ? KilledProcess.Killed : 0, exitCode);
            AssertEachOldOrNew(lab, number);
            Mend(lab, number);
        });
    }

    [Fact]
    public void Killed_in_the_middle_of_a_write_too()
    {
        int last = FindLast();
        int[] writes = Enumerable.Range(1, last).Where(number => Calls[number - 1] == "Write").ToArray();
        Assert.True(writes.Length > 8);
        Parallel.ForEach(writes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            using ChangeLab lab = ChangeLab.InMemory();
            Assert.Equal(KilledProcess.Killed, KilledProcess.Run(lab.Root, "change", "within", number));
            AssertEachOldOrNew(lab, number);
            Mend(lab, number);
        });
    }

    private static readonly List<string> Calls = [];

    // How many calls an undisturbed change makes.
    private static int FindLast()
    {
        using ChangeLab lab = ChangeLab.InMemory();
        var calls = new InterceptedCalls();
        Assert.Equal(ChangeState.Committed, lab.Transaction(calls).Run(lab.Both(new FakeCheck(), new FakeActivation(lab.Pool))).State);
        Calls.Clear();
        Calls.AddRange(calls.Names);
        return calls.Count;
    }

    private static void AssertEachOldOrNew(ChangeLab lab, int number)
    {
        Assert.True(File.ReadAllText(lab.Pool) is ChangeLab.OldPool or ChangeLab.NewPool, $"call {number}");
        Assert.True(File.ReadAllText(lab.Site) is ChangeLab.OldSite or ChangeLab.NewSite, $"call {number}");

        // The journal tells it without touching anything.
        GatewayChange? change = lab.Changes().SingleOrDefault();
        bool isNew = File.ReadAllText(lab.Pool) == ChangeLab.NewPool;
        Assert.True(change is not null || !isNew, $"call {number}");
        if (change is { State: ChangeState.Unfinished })
        {
            Assert.Contains($"'{lab.Pool}' holds the {(isNew ? "new" : "old")} bytes", change.Problem, StringComparison.Ordinal);
        }
    }

    private static void Mend(ChangeLab lab, int number)
    {
        Assert.Equal(0, KilledProcess.Run(lab.Root, "recover", "before", int.MaxValue));
        bool isNew = File.ReadAllText(lab.Pool) == ChangeLab.NewPool;
        if (isNew)
        {
            lab.AssertNew();
            Assert.Equal(ChangeState.Committed, lab.Only().State);
        }
        else
        {
            lab.AssertOld();
            Assert.All(lab.Changes(), change => Assert.True(change.State == ChangeState.RolledBack, $"call {number}"));
        }
    }
}
