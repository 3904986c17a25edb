namespace Nginx502.UnitTests.Recovery;

/// <summary>
/// The process ends at every system call of a change in turn, and the run that mends it at every one of its own. What a kill leaves on the
/// disk is what was done up to then; <see cref="KilledProcessTests"/> shows that with real processes.
/// </summary>
public sealed class SimulatedKillTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Killed_at_any_call_and_again_while_it_is_mended(bool isBeforehand, bool isRefused)
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
                wasReached = IsKilled(number, calls => lab.Transaction(calls).Run(Request(lab, isBeforehand, isRefused)));
                wasMended = !IsKilled(second, calls => new ChangeJournal(calls, lab.State).Recover("Get-GatewayChange", TimeSpan.FromSeconds(30)));
                mended += wasMended ? 0 : 1;
                if (wasMended || second % 7 == number % 7)
                {
                    AssertOldOrNew(lab, $"killed at {number}, and at {second}");
                }
            }
        }

        Assert.True(number > 100, $"only {number} calls were made");
        Assert.True(mended > 1000, $"only {mended} calls were made to mend");
    }

    private static ChangeRequest Request(ChangeLab lab, bool isBeforehand, bool isRefused) => lab.Both(
        new FakeCheck { IsBeforehand = isBeforehand },
        new FakeActivation(lab.Pool) { Verified = new VerificationResult(!isRefused) });

    private static bool IsKilled(int number, Action<InterceptedCalls> act)
    {
        try
        {
            act(new InterceptedCalls { Before = (at, _) => at < number ? 0 : throw new SimulatedKillException() });
            return false;
        }
        catch (SimulatedKillException)
        {
            return true;
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
