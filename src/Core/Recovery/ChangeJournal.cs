using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>What was changed on this machine through <see cref="ConfigurationTransaction"/>, and what became of it.</summary>
public sealed class ChangeJournal
{
    private readonly IFileCalls _calls;
    private readonly string _statePath;

    /// <summary>The journal of this machine.</summary>
    /// <param name="statePath">The directory of journal and backups; null: <c>/var/lib/nginx502</c>, or the user's own for an ordinary user.</param>
    public ChangeJournal(string? statePath = null)
        : this(FileCalls.Kernel, statePath ?? StateFolder.DefaultRoot())
    {
    }

    internal ChangeJournal(IFileCalls calls, string statePath) => (_calls, _statePath) = (calls, statePath);

    /// <summary>True for an ordinary user on a machine where root has a journal of its own, which that user does not see.</summary>
    public static bool IsOfThisUserAlone => StateFolder.IsOfThisUserAlone;

    /// <summary>Reads it. Nothing is changed: of a change that a killed process left, it tells what the files hold now.</summary>
    public ChangeJournalContent Read() => Answer(() =>
    {
        using StateFolder? folder = StateFolder.OpenToRead(_calls, _statePath);
        if (folder is null)
        {
            return new ChangeJournalContent([], 0, null);
        }

        using var journal = new JournalFile(_calls, folder);
        string? holder = StateLock.Holder(_calls, folder.Directory, folder.Path);
        JournalContent content = journal.Read(withOld: true);
        IReadOnlyList<GatewayChange> changes = ChangeView.Of(content.Changes, new BackupStore(_calls, folder));
        foreach (GatewayChange change in changes.Where(change => change.State == ChangeState.Unfinished))
        {
            change.State = holder is null ? ChangeState.Unfinished : ChangeState.InProgress;
            change.Failure = UnfinishedText.Explain(_calls, change, holder);
        }

        return new ChangeJournalContent(changes, content.UnreadableLines, null);
    });

    /// <summary>Finishes or puts back what a killed process left, and gives those changes as they are now.</summary>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="patience">How long to wait while a change goes on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public ChangeJournalContent Recover(string command, TimeSpan patience, CancellationToken cancellationToken = default) => Answer(() =>
    {
        using ChangeSession session = ChangeSession.Open(_calls, _statePath, command, patience, cancellationToken);
        return new ChangeJournalContent([.. session.Settled, .. session.Unsettled], session.UnreadableLines, null);
    });

    private static ChangeJournalContent Answer(Func<ChangeJournalContent> read)
    {
        try
        {
            return read();
        }
        catch (ChangeException exception)
        {
            return new ChangeJournalContent([], 0, exception.Failure);
        }
    }
}
