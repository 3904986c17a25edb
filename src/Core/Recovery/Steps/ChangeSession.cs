using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>What a change works with while it holds the lock: the directory of the state, the journal and the backups.</summary>
internal sealed class ChangeSession : IDisposable
{
    private readonly StateLock _lock;
    private readonly Func<IPrograms> _programs;

    private ChangeSession(IFileCalls calls, StateFolder folder, StateLock held, Func<IPrograms> programs)
    {
        (Calls, Folder, _lock, _programs) = (calls, folder, held, programs);
        Journal = new JournalFile(calls, folder);
        Backups = new BackupStore(calls, folder);
    }

    /// <summary>The system calls.</summary>
    public IFileCalls Calls { get; }

    /// <summary>The directory of the state.</summary>
    public StateFolder Folder { get; }

    /// <summary>The journal.</summary>
    public JournalFile Journal { get; }

    /// <summary>The backups.</summary>
    public BackupStore Backups { get; }

    /// <summary>The changes that could be neither finished nor put back, as they are now.</summary>
    public IReadOnlyList<GatewayChange> Unsettled { get; private set; } = [];

    /// <summary>Those that were found unfinished, and what became of them.</summary>
    public IReadOnlyList<GatewayChange> Settled { get; private set; } = [];

    /// <summary>Runs the programs of changes that are no files.</summary>
    public IPrograms Programs => _programs();

    /// <summary>How many lines of the journal could not be read.</summary>
    public int UnreadableLines { get; private set; }

    /// <summary>Takes the lock, and finishes or puts back what an earlier process left.</summary>
    /// <exception cref="ChangeException">The state cannot be used, or another change goes on.</exception>
    /// <exception cref="OperationCanceledException">The wait for the lock was ended.</exception>
    public static ChangeSession Open(
        IFileCalls calls, string root, string command, TimeSpan patience, CancellationToken cancellationToken, Func<IPrograms>? programs = null)
    {
        StateFolder folder = StateFolder.Open(calls, root);
        StateLock? held = null;
        ChangeSession? session = null;
        try
        {
            held = StateLock.Take(calls, folder.Directory, folder.Path, command, patience, cancellationToken);
            session = new ChangeSession(calls, folder, held, programs ?? (() => PrivateLibraries.Programs));
            session.SettleUnfinished();
            return session;
        }
        catch
        {
            session?.Journal.Dispose();
            held?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The number of the next change.</summary>
    public int NextId() =>
        Math.Max(Math.Max(Journal.LastChangeAside(), Journal.Read(withOld: false).Changes.LastOrDefault()?.Id ?? 0), Backups.Changes().LastOrDefault()) + 1;

    /// <summary>A change as others see it.</summary>
    public GatewayChange View(JournalChange change) => ChangeView.Of(change, Backups);

    /// <inheritdoc/>
    public void Dispose()
    {
        Journal.Dispose();
        _lock.Dispose();
        Folder.Dispose();
    }

    private void SettleUnfinished()
    {
        JournalContent content = Journal.Read(withOld: false);
        UnreadableLines = content.UnreadableLines;
        if (content.IsNewer)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.StateNotUsable,
                Folder.Path,
                $"The journal in '{SafeText.Escape(Folder.Path)}' was written by a newer version of Nginx502.",
                "Use that version."));
        }

        List<GatewayChange> settled = [];
        List<GatewayChange> unsettled = [];
        foreach (JournalChange change in content.Changes.Where(change => !change.IsClosed))
        {
            bool isSettled = change.Begin.Rule is { } rule
                ? new RuleSettlement(this, change, new FirewallRules(_programs(), rule)).TrySettle(out ChangeFailure? failure)
                : new ChangeSettlement(this, change).TrySettle(out failure);
            GatewayChange view = View(change);
            view.Failure = failure ?? view.Failure;
            (isSettled || change.IsCommitted ? settled : unsettled).Add(view);
        }

        (Settled, Unsettled) = (settled, unsettled);
        if (content.Length > BackupRetention.JournalBytes && content.Changes.Count > 0 && content.Changes.All(change => change.IsClosed))
        {
            Journal.PutAside(content.Changes[^1].Id);
        }
    }
}
