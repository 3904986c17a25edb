using System.Runtime.Versioning;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery;

/// <summary>
/// The process ends at every system call of a change in turn that does something, and the run that mends it at every one of its own. What a kill leaves on the
/// disk is what was done up to then; <see cref="KilledProcessTests"/> shows that with real processes.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class SimulatedKillTests
{
    [Theory]
    [InlineData("checked beforehand")]
    [InlineData("checked in place")]
    [InlineData("not in effect")]
    [InlineData("names cannot be exchanged")]
    [InlineData("written over")]
    public void Killed_at_any_act_and_again_while_it_is_mended(string way)
    {
        int number = 0;
        int mended = 0;
        bool wasReached = true;
        while (wasReached)
        {
            number++;
            bool wasMended = false;
            for (int second = 1; !wasMended; second++)
            {
                using ChangeLab lab = ChangeLab.InMemory();
                if (way == "written over")
                {
                    RefusalTests.Link(lab.Pool, Path.Combine(lab.Root, "other"));
                }

                wasReached = IsKilled(number, way, calls => lab.Transaction(calls).Run(Request(lab, way)));
                wasMended = !IsKilled(second, way, calls => new ChangeJournal(calls, lab.State).Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)));
                mended += wasMended ? 0 : 1;
                AssertOldOrNew(lab, $"killed at {number}, and at {second}");
            }
        }

        Assert.True(number > 40, $"only {number} acts were done");
        Assert.True(mended > 300, $"only {mended} acts were done to mend");
    }

    private static ChangeRequest Request(ChangeLab lab, string way) => lab.Both(
        new FakeCheck { IsBeforehand = way != "checked in place" },
        new FakeActivation(lab.Pool) { Verified = new VerificationResult(way != "not in effect") }) with
    {
        Force = way == "written over",
    };

    // Calls that only look are not counted: being killed there is being killed at the next act. A write is killed in its middle.
    private static bool IsKilled(int number, string way, Action<InterceptedCalls> act)
    {
        int acts = 0;
        try
        {
            act(new InterceptedCalls { Before = (_, name) => Answer(name), WritesHalf = true, Half = () => throw new SimulatedKillException() });
            return false;
        }
        catch (SimulatedKillException)
        {
            return true;
        }

        int Answer(string name)
        {
            acts += KilledProcessTests.Looking.Contains(name) ? 0 : 1;
            return acts > number || (acts == number && name != "Write") ? throw new SimulatedKillException()
                : acts == number ? FileError.InputOutput
                : way == "names cannot be exchanged" && name == "Exchange" ? FileError.InvalidArgument
                : 0;
        }
    }

    private static void AssertOldOrNew(ChangeLab lab, string when)
    {
        ChangeJournalContent recovered = lab.Journal.Recover("Get-GatewayChange", TimeSpan.FromSeconds(30));
        Assert.True(recovered.Failure is null, when);
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
    }
}
