using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Suspends the recoveries of this machine for a while, has them go on, and forgets what they did. Never throws for what it meets.</summary>
public sealed class MonitorSuspension
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IFileCalls _calls;
    private readonly string _statePath;
    private readonly string _runtimePath;
    private readonly SuspensionFile _file;

    /// <summary>The suspension of this machine.</summary>
    public MonitorSuspension()
        : this(FileCalls.Kernel, StateFolder.DefaultRoot(), RuntimePlace.DefaultRoot())
    {
    }

    internal MonitorSuspension(IFileCalls calls, string statePath, string runtimePath) =>
        (_calls, _statePath, _runtimePath, _file) = (calls, statePath, runtimePath, new SuspensionFile(calls, runtimePath));

    /// <summary>The longest: what is forgotten must end by itself.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>The suspension that lasts; null when there is none, or it cannot be read.</summary>
    public RecoverySuspension? Read()
    {
        try
        {
            return _file.Read(DateTime.Now);
        }
        catch (ChangeException)
        {
            return null;
        }
    }

    /// <summary>Begins one, in place of an earlier one.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="reason">Why.</param>
    /// <param name="failure">Why it was not done; null when it was.</param>
    public RecoverySuspension? Begin(TimeSpan duration, string reason, out ChangeFailure? failure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, Longest);
        DateTime now = DateTime.Now;
        var suspension = new RecoverySuspension(now + duration, SafeText.Escape(SecretText.MaskCredentials(reason.Trim())), now);
        failure = Guarded(() => _file.Write(suspension));
        return failure is null ? suspension : null;
    }

    /// <summary>Ends it. The suspension that was ended; null when none lasted.</summary>
    /// <param name="failure">Why it was not done; null when it was.</param>
    public RecoverySuspension? End(out ChangeFailure? failure)
    {
        RecoverySuspension? ended = null;
        failure = Guarded(() =>
        {
            ended = _file.Read(DateTime.Now);
            _ = _file.Remove();
        });
        return ended;
    }

    /// <summary>Has the acts forgotten that were counted so far, so that a recovery may act again at once. Null when it is done; else why not.</summary>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="cancellationToken">Ends the wait for a run that goes on.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public ChangeFailure? Reset(string command, CancellationToken cancellationToken) => Guarded(() =>
    {
        using RunJournal journal = RunJournal.Open(_calls, _statePath, _runtimePath, command, Patience, cancellationToken);
        journal.Append(new RunLine(journal.Run, RunEvent.Reset) { Command = command });
    });

    private static ChangeFailure? Guarded(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (ChangeException exception)
        {
            return exception.Failure;
        }
    }
}
