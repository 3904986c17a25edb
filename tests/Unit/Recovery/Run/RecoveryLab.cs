using System.Diagnostics;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>Recoveries of a pool by plans of a test, with a state and a runtime directory in a temporary place.</summary>
internal sealed class RecoveryLab : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-recovery-").FullName;

    public RecoveryLab(Func<int, bool> answers) => Pool = new ScriptedPool(answers);

    /// <summary>The pool at which they look.</summary>
    public ScriptedPool Pool { get; }

    /// <summary>The directory of the state.</summary>
    public string State => Path.Combine(_root, "state");

    /// <summary>The directory of what a reboot may take.</summary>
    public string Runtime => Path.Combine(_root, "run");

    /// <summary>What the step makes.</summary>
    public string Made => Path.Combine(_root, "made");

    /// <summary>True when the step was done.</summary>
    public bool HasActed => Directory.Exists(Made);

    /// <summary>A step that may be done alone, and leaves a trace.</summary>
    public RecoveryStep Step => new() { Number = 1, Action = RecoveryAction.CreateRuntimeDirectory, Target = Made, Cause = Cause.RuntimeDirectoryMissing, IsAllowedAlone = true, RestsOn = ["kernel"] };

    /// <summary>The recoveries.</summary>
    /// <param name="calls">The system calls; null for the kernel's.</param>
    /// <param name="packageLocks">The locks of package managers.</param>
    public GatewayRecovery Recovery(IFileCalls? calls = null, params string[] packageLocks) =>
        new(calls ?? FileCalls.Kernel, State, Runtime, new SystemHolds(PrivateLibraries.Programs, packageLocks, isSystemd: false));

    /// <summary>How they go: by a plan, and without long waits.</summary>
    public RecoveryOptions Options(bool isUnattended, params RecoveryStep[] steps) => new()
    {
        Target = Pool.Target,
        IsUnattended = isUnattended,
        Confirmation = TimeSpan.FromMilliseconds(200),
        HoldPatience = TimeSpan.FromMilliseconds(200),
        Plan = new RecoveryPlan
        {
            ComputerName = Environment.MachineName,
            Machine = MachineIdentity.Current,
            Time = DateTime.Now,
            Diagnosis = Diagnoser.Diagnose(ChecklistWorld.Healthy),
            Steps = steps.Length > 0 ? steps : [Step],
        },
    };

    /// <summary>Goes on from the moment that something is to be done.</summary>
    /// <param name="options">How.</param>
    /// <param name="journalCalls">The system calls of the journal; null for the kernel's.</param>
    /// <param name="answering">What answered at one of the looks.</param>
    public RecoveryResult Go(RecoveryOptions options, IFileCalls? journalCalls = null, params string[] answering)
    {
        using RunJournal journal = Journal(options, journalCalls);
        var prober = new RecoveryProber(options.Target, []);
        long now = Stopwatch.GetTimestamp();
        return new RecoveryRun(options, new SilentDialogue(), journal, prober, Recovery(), ConfirmedFailure.SeenByPerson with { Answering = answering.ToHashSet() }, now, now)
            .Go(new RecoveryResult { Before = prober.Look(CancellationToken.None) }, CancellationToken.None);
    }

    /// <summary>The journal. A child of another test may hold the lock between its fork and its exec.</summary>
    /// <param name="options">How.</param>
    /// <param name="calls">The system calls; null for the kernel's.</param>
    public RunJournal Journal(RecoveryOptions options, IFileCalls? calls = null) =>
        RunJournal.Open(calls ?? FileCalls.Kernel, State, Runtime, options.Command, TimeSpan.FromSeconds(5), CancellationToken.None, systemLog: Path.Combine(State, "no-log"));

    public void Dispose()
    {
        Pool.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
