using System.Runtime.Versioning;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery;

/// <summary>Every system call of a change is made to fail in turn, until the change passes without reaching the number: no step is left out.</summary>
[SupportedOSPlatform("linux")]
public sealed class FailingCallTests
{
    private static readonly int[] Errors =
    [
        FileError.InputOutput, FileError.NoSpace, FileError.PermissionDenied, FileError.ReadOnly, FileError.Interrupted,
        FileError.InvalidArgument, FileError.Busy, FileError.Exists, FileError.OtherDevice, FileError.QuotaExceeded,
    ];

    public static TheoryData<string, int> Ways()
    {
        var ways = new TheoryData<string, int>();
        foreach (int error in Errors)
        {
            ways.Add("exchanged", error);
        }

        foreach (int error in Errors.Take(3))
        {
            ways.Add("renamed over", error);
            ways.Add("written over", error);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void One_call_that_fails_leaves_everything_as_it_was(string way, int error) => ForEachCall((lab, number) =>
    {
        if (way == "written over")
        {
            RefusalTests.Link(lab.Pool, Path.Combine(lab.Root, "other"));
        }

        var activation = new FakeActivation(lab.Pool, lab.Site);
        var calls = new InterceptedCalls
        {
            Before = (at, name) => at == number ? error : way == "renamed over" && name == "Exchange" ? FileError.InvalidArgument : 0,
            WritesHalf = true,
        };

        GatewayChange change = lab.Transaction(calls).Run(lab.Both(new FakeCheck(), activation) with { Force = way == "written over" });

        string where = Where(calls, number, change);
        if (change.State == ChangeState.Committed)
        {
            lab.AssertNewContent();
            Assert.Null(change.Failure);
        }
        else
        {
            Assert.True(change.State is ChangeState.Refused or ChangeState.RolledBack, where);
            Assert.True(File.ReadAllText(lab.Pool) == ChangeLab.OldPool, where);
            lab.AssertOld();
            Assert.True(Names(change.Failure!, lab), where);
            Assert.True(activation.Loaded.Count is 0 or 2, where);
        }

        AssertSettled(lab, change.State, where);
        return calls.Count;
    });

    [Theory]
    [InlineData(FileError.InputOutput)]
    [InlineData(FileError.NoSpace)]
    public void Calls_that_fail_from_one_on_are_made_good_by_the_next_run(int error) => ForEachCall((lab, number) =>
    {
        var calls = new InterceptedCalls { Before = (at, _) => at >= number ? error : 0, WritesHalf = true };

        GatewayChange change = lab.Transaction(calls).Run(lab.Both(new FakeCheck(), new FakeActivation(lab.Pool)));

        string where = Where(calls, number, change);
        if (change.State == ChangeState.Failed)
        {
            Assert.Equal(ChangeFailureReason.NotPutBack, change.Failure!.Reason);
            Assert.Contains("Finish it by hand: cp -- '" + lab.State, change.Failure.Advice, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(change.State is ChangeState.Refused or ChangeState.RolledBack or ChangeState.Committed, where);
        }

        AssertSettled(lab, null, where);
        return calls.Count;
    });

    [Fact]
    public void Stopped_at_any_call_it_puts_everything_back() => ForEachCall((lab, number) =>
    {
        using var stop = new CancellationTokenSource();
        var calls = new InterceptedCalls
        {
            Before = (at, _) =>
            {
                if (at == number)
                {
                    stop.Cancel();
                }

                return 0;
            },
        };

        GatewayChange change = lab.Transaction(calls).Run(lab.Both(new FakeCheck(), new FakeActivation(lab.Pool)), stop.Token);

        if (change.State == ChangeState.Committed)
        {
            lab.AssertNew();
        }
        else
        {
            Assert.Equal(ChangeFailureReason.Cancelled, change.Failure!.Reason);
            lab.AssertOld();
        }

        AssertSettled(lab, change.State, Where(calls, number, change));
        return calls.Count;
    });

    [Theory]
    [InlineData("Write")]
    [InlineData("MakeDirectory")]
    public void A_full_disk_keeps_no_service_from_being_started(string call)
    {
        using ChangeLab lab = ChangeLab.InMemory();
        var activation = new FakeActivation(lab.Pool);
        var calls = new InterceptedCalls { Before = (_, name) => name == call ? FileError.NoSpace : 0 };

        GatewayChange change = lab.Transaction(calls).Run(new ChangeRequest("Invoke-502Recovery", []) { Activation = activation });

        Assert.Contains(call, calls.Names);
        Assert.Null(change.Failure);
        Assert.Single(activation.Loaded);
    }

    private static void ForEachCall(Func<ChangeLab, int, int> run)
    {
        int last = int.MaxValue;
        int number = 0;
        while (number++ < last)
        {
            using ChangeLab lab = ChangeLab.InMemory();
            int count = run(lab, number);
            last = count < number ? count : int.MaxValue;
        }

        Assert.True(number > 100, $"only {number} calls were made");
    }

    // What the next run finds, and what it makes of it.
    private static void AssertSettled(ChangeLab lab, ChangeState? told, string where)
    {
        Assert.Null(lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)).Failure);
        bool isNew = File.ReadAllText(lab.Pool) == ChangeLab.NewPool;
        if (isNew)
        {
            lab.AssertNew();
            Assert.Equal(ChangeState.Committed, lab.Only().State);
        }
        else
        {
            lab.AssertOld();
            Assert.All(lab.Changes(), change => Assert.Equal(ChangeState.RolledBack, change.State));
        }

        Assert.True(told is null || isNew == (told == ChangeState.Committed), where);
    }

    private static bool Names(ChangeFailure failure, ChangeLab lab) =>
        failure.Problem.Contains(lab.Root, StringComparison.Ordinal) || lab.Root.StartsWith(failure.Path!, StringComparison.Ordinal);

    private static string Where(InterceptedCalls calls, int number, GatewayChange change) =>
        $"call {number} {calls.Names.ElementAtOrDefault(number - 1)}: {change} {change.Failure}";
}
