namespace Nginx502.UnitTests.Recovery;

/// <summary>
/// A real process is killed with SIGKILL before every system call of a change, until it passes without reaching the number, and after every one
/// that changes something; a fresh process then mends what it left.
/// </summary>
public sealed class KilledProcessTests
{
    /// <summary>The calls after which nothing is other than before.</summary>
    internal static readonly string[] Looking = ["OpenRoot", "OpenDirectory", "OpenToLook", "ReadLink", "Names", "Status", "IsMountPoint", "Flags", "MayChangeNames", "Read", "AttributeNames", "ReadAttribute"];

    [Fact]
    public void Killed_before_any_call_each_file_is_old_or_new_and_the_journal_knows()
    {
        int last = FindCalls().Count;
        Assert.InRange(last, 100, 1000);
        Kill("before", Enumerable.Range(1, last), KilledProcess.Killed);
        Kill("before", [last + 1], 0);
    }

    [Fact]
    public void Killed_after_any_call_that_changes_something_too()
    {
        IReadOnlyList<string> calls = FindCalls();
        int[] acts = Enumerable.Range(1, calls.Count).Where(number => !Looking.Contains(calls[number - 1])).ToArray();
        Assert.True(acts.Length > 40);
        Kill("after", acts, KilledProcess.Killed);
    }

    [Fact]
    public void Killed_in_the_middle_of_a_write_too()
    {
        IReadOnlyList<string> calls = FindCalls();
        int[] writes = Enumerable.Range(1, calls.Count).Where(number => calls[number - 1] == "Write").ToArray();
        Assert.True(writes.Length > 8);
        Kill("within", writes, KilledProcess.Killed);
    }

    private static void Kill(string when, IEnumerable<int> numbers, int expected) =>
        Parallel.ForEach(numbers, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            using ChangeLab lab = ChangeLab.InMemory();
            Assert.Equal(expected, KilledProcess.Run(lab.Root, "change", when, number));
            AssertEachOldOrNew(lab, number);
            Mend(lab, number);
        });

    // The calls that an undisturbed change makes.
    private static List<string> FindCalls()
    {
        using ChangeLab lab = ChangeLab.InMemory();
        var calls = new InterceptedCalls();
        Assert.Equal(ChangeState.Committed, lab.Transaction(calls).Run(lab.Both(new FakeCheck(), new FakeActivation(lab.Pool))).State);
        return calls.Names;
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
