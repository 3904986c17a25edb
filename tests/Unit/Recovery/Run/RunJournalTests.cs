using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>The journal of recoveries: one run at a time, killed runs are told, a full disk is survived.</summary>
[SupportedOSPlatform("linux")]
public sealed class RunJournalTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-runs-").FullName;

    private string State => Path.Combine(_root, "state");

    private string Runtime => Path.Combine(_root, "run");

    private string File => Path.Combine(State, "recovery", "runs.jsonl");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void RunsAreNumberedAndRead()
    {
        Write(journal => journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Healthy, Summary = "good", Seconds = 0.5, Command = "Invoke-502Recovery" }));
        Write(journal =>
        {
            journal.Append(new RunLine(journal.Run, RunEvent.Begin) { Cause = Cause.FpmCrashed, Evidence = "/var/lib/nginx502/incidents/1", IsUnattended = true, Command = "Invoke-502Recovery" });
            journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = 1, Action = RecoveryAction.StartService, Target = "php8.2-fpm" });
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = 1, StepOutcome = RecoveryStepOutcome.Recovered });
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Recovered, Summary = "mended", Seconds = 2 });
        });

        IReadOnlyList<RecordedRun> runs = RunHistory.Of(RunJournal.Read(FileCalls.Kernel, State, Runtime));

        Assert.Equal([1, 2], runs.Select(run => run.Run));
        Assert.Equal((RecoveryOutcome.Recovered, Cause.FpmCrashed, true, TimeSpan.FromSeconds(2)), (runs[1].Outcome, runs[1].Cause, runs[1].IsUnattended, runs[1].Duration));
        Assert.Equal(["StartService php8.2-fpm"], runs[1].Acts);
        Assert.Equal("/var/lib/nginx502/incidents/1", runs[1].EvidencePath);
        Assert.False(runs[1].IsInterrupted);

        // In a timeline an act stands where it was done, and not where somebody began to look.
        Assert.Null(runs[0].ActTime);
        Assert.NotNull(runs[1].ActTime);
        Assert.NotEqual(runs[1].Time, runs[1].ActTime);
        Assert.Equal(runs[1].ActTime, RecoveryEvents.Of(runs[1])!.Time);
    }

    // A journal that cannot be read tells of no acts, and not that there were none.
    [Fact]
    public void WhatCannotBeReadIsNoBudget()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Directory.CreateDirectory(File);

        RecoveryRecord record = new GatewayRecovery(FileCalls.Kernel, State, Runtime, new SystemHolds()).Read();

        Assert.NotNull(record.Failure);
        Assert.Null(record.Budget);
        Assert.Empty(record.Runs);
    }

    [Fact]
    public void WhatWasRefusedIsNoActOfARun()
    {
        RunLine Step(int step, RunEvent kind, RecoveryStepOutcome? outcome = null) => new(3, kind) { Step = step, Action = RecoveryAction.RestartService, Target = $"fpm{step}", StepOutcome = outcome };
        RunLine[] lines = [Step(1, RunEvent.StepBegin), Step(1, RunEvent.StepEnd, RecoveryStepOutcome.NotDone), Step(2, RunEvent.StepBegin), Step(2, RunEvent.StepEnd, RecoveryStepOutcome.Failed), Step(3, RunEvent.StepBegin)];

        Assert.Equal(["RestartService fpm2", "RestartService fpm3"], Assert.Single(RunHistory.Of(lines)).Acts);
    }

    [Fact]
    public void WhatWasMendedIsCountedThoughAPersonHadTheActsForgotten()
    {
        DateTimeOffset now = DateTimeOffset.Now;
        RunLine Mended(int run, int minutesAgo, Cause cause = Cause.FpmCrashed, RecoveryOutcome outcome = RecoveryOutcome.Recovered) => new(run, RunEvent.End) { Outcome = outcome, Cause = cause, Time = now.AddMinutes(-minutesAgo) };
        RunLine[] lines = [Mended(1, 70), Mended(2, 50), Mended(3, 40, Cause.FpmNotRunning), Mended(4, 30, outcome: RecoveryOutcome.Held), Mended(5, 20), Mended(6, 1)];

        Assert.Equal(2, RunHistory.CountRecovered(lines, Cause.FpmCrashed, now.AddHours(-1), 6));
        Assert.Equal(2, RunHistory.CountRecovered([.. lines[..4], new RunLine(9, RunEvent.Reset) { Time = now.AddMinutes(-25) }, .. lines[4..]], Cause.FpmCrashed, now.AddHours(-1), 6));
    }

    [Theory]
    [InlineData(1, "before its first act")]
    [InlineData(2, "while it was at StartService php8.2-fpm")]
    [InlineData(3, "after StartService php8.2-fpm")]
    public void ARunThatWasKilledIsToldByTheNextAndNeverAgain(int lines, string at)
    {
        Write(journal =>
        {
            RunLine[] all =
            [
                new(journal.Run, RunEvent.Begin),
                new(journal.Run, RunEvent.StepBegin) { Step = 1, Action = RecoveryAction.StartService, Target = "php8.2-fpm" },
                new(journal.Run, RunEvent.StepEnd) { Step = 1, StepOutcome = RecoveryStepOutcome.Recovered },
            ];
            Array.ForEach(all[..lines], line => journal.Append(line));
        });

        string? told = null;
        Write(journal => told = journal.Interrupted);
        Assert.Contains(at, told, StringComparison.Ordinal);
        Write(journal => told = journal.Interrupted);
        Assert.Null(told);
        Assert.True(RunHistory.Of(RunJournal.Read(FileCalls.Kernel, State, Runtime))[0].IsInterrupted);
    }

    [Fact]
    public void ALineThatWasCutShortSpoilsNoOther()
    {
        Write(journal => journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Healthy }));
        System.IO.File.AppendAllText(File, "{\"run\":2,\"event\":\"Beg");
        Write(journal =>
        {
            Assert.Equal(2, journal.Run);
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Recovered });
        });

        Assert.Equal([1, 2], RunHistory.Of(RunJournal.Read(FileCalls.Kernel, State, Runtime)).Select(run => run.Run));
    }

    [Fact]
    public void OneRunAtATime()
    {
        using RunJournal first = Open();

        ChangeException refused = Assert.Throws<ChangeException>(() => RunJournal.Open(FileCalls.Kernel, State, Runtime, "Invoke-502Recovery", TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(ChangeFailureReason.ChangeInProgress, refused.Failure.Reason);
        Assert.Contains("Invoke-502Recovery", refused.Failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsClosedToOthers()
    {
        Write(journal => journal.Append(new RunLine(journal.Run, RunEvent.End)));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void ControlCharactersNeverReachItRaw()
    {
        Write(journal => journal.Append(new RunLine(journal.Run, RunEvent.End) { Summary = "a\u001b]0;owned\u0007\u009b31m\u202eb" }));

        Assert.DoesNotContain(System.IO.File.ReadAllText(File), letter => letter is '\u001b' or '\u009b' or '\u202e' or '\u0007');
    }

    [Fact]
    public void AGrownFileIsPutAsideAndStillCounts()
    {
        string padding = new('x', 2000);
        for (int run = 0; run < 3; run++)
        {
            Write(journal =>
            {
                for (int line = 0; line < 300; line++)
                {
                    journal.Append(new RunLine(journal.Run, RunEvent.End) { Summary = padding }, isAwaited: false);
                }
            });
        }

        Assert.True(Directory.GetFiles(Path.GetDirectoryName(File)!, "runs-*.jsonl").Length >= 1);
        Write(journal => Assert.Equal(4, journal.Run));
    }

    [Fact]
    public void WhereTheDiskIsFullItGoesOnInMemory()
    {
        // The first is the lock's, which is in memory.
        int writes = 0;
        var full = new InterceptedCalls { Before = (_, name) => name == nameof(IFileCalls.Write) && ++writes == 2 ? FileError.NoSpace : 0 };
        using (RunJournal journal = RunJournal.Open(full, State, Runtime, "Invoke-502Recovery", TimeSpan.FromSeconds(30), CancellationToken.None))
        {
            journal.Append(new RunLine(journal.Run, RunEvent.Begin));
            Assert.NotNull(journal.NotOnDisk);
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Recovered });
        }

        Assert.Equal(RecoveryOutcome.Recovered, Assert.Single(RunHistory.Of(RunJournal.Read(FileCalls.Kernel, State, Runtime))).Outcome);

        // With space again it counts what was kept in memory.
        Write(journal => Assert.Equal(2, journal.Run));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhereTheDiskIsFullTheMachinesLogIsTold(bool isFull)
    {
        string path = Path.Combine(_root, "log");
        using var log = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        log.Bind(new UnixDomainSocketEndPoint(path));
        int writes = 0;
        var calls = new InterceptedCalls { Before = (_, name) => name == nameof(IFileCalls.Write) && ++writes == 2 && isFull ? FileError.NoSpace : 0 };
        using (RunJournal journal = RunJournal.Open(calls, State, Runtime, "Invoke-502Recovery", TimeSpan.FromSeconds(30), CancellationToken.None, path))
        {
            journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Action = RecoveryAction.StartService, Target = "php8.2-fpm" });
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Action = RecoveryAction.StartService, Target = "php8.2-fpm", StepOutcome = RecoveryStepOutcome.Recovered });
        }

        Assert.Equal(isFull ? ["run 1 StepBegin StartService php8.2-fpm", "run 1 StepEnd StartService php8.2-fpm Recovered"] : [], Received(log));
    }

    private static List<string> Received(Socket log)
    {
        var lines = new List<string>();
        byte[] datagram = new byte[1024];
        while (log.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            lines.Add(Encoding.UTF8.GetString(datagram, 0, log.Receive(datagram)).Split("]: ", 2)[^1]);
        }

        return lines;
    }

    private RunJournal Open() => RunJournal.Open(FileCalls.Kernel, State, Runtime, "Invoke-502Recovery", TimeSpan.FromSeconds(30), CancellationToken.None);

    private void Write(Action<RunJournal> write)
    {
        using RunJournal journal = Open();
        write(journal);
    }
}
