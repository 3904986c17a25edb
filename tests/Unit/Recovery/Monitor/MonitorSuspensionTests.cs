using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Monitor;

public sealed class MonitorSuspensionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-suspension-").FullName;

    private string State => Path.Combine(_root, "state");

    private string Runtime => Path.Combine(_root, "run");

    private MonitorSuspension Suspension => new(FileCalls.Kernel, State, Runtime);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_lasts_until_it_is_ended()
    {
        RecoverySuspension? begun = Suspension.Begin(TimeSpan.FromHours(2), " deploy\u001b[2J password=geheim ", out ChangeFailure? failure);

        Assert.Null(failure);
        Assert.Equal("deploy\\x1B[2J password=***", begun!.Reason);
        Assert.Equal(TimeSpan.FromHours(2), begun.Until - begun.Since);
        Assert.Equal(begun.Reason, new GatewayRecovery(FileCalls.Kernel, State, Runtime, new SystemHolds()).Read().Suspension?.Reason);
        Assert.Equal(begun.Reason, Suspension.End(out failure)?.Reason);
        Assert.Null(failure);
        Assert.Null(Suspension.End(out failure));
        Assert.Null(failure);
        Assert.Null(Suspension.Read());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Runtime));
    }

    [Fact]
    public void A_reset_has_counted_acts_forgotten()
    {
        using (RunJournal journal = RunJournal.Open(FileCalls.Kernel, State, Runtime, "Invoke-502Recovery", TimeSpan.Zero, CancellationToken.None))
        {
            for (int step = 1; step <= RecoveryGuard.MostActsADay; step++)
            {
                journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = step, Action = RecoveryAction.StartService, Target = "php8.2-fpm" });
            }

            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Recovered });
        }

        Assert.Equal(["php8.2-fpm"], Budget().Flapping);
        Assert.Null(Suspension.Reset("Resume-502Monitor", CancellationToken.None));
        Assert.Empty(Budget().Flapping);
        Assert.NotNull(Budget().Since);
    }

    private RecoveryBudget Budget() => new GatewayRecovery(FileCalls.Kernel, State, Runtime, new SystemHolds()).Read().Budget!;
}
