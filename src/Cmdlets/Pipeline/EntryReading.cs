using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>The entries of text from the pipeline and of files, by one kind of reader.</summary>
/// <typeparam name="TEntry">What is read.</typeparam>
/// <param name="newReader">Makes a reader.</param>
/// <param name="query">The part that is wanted.</param>
/// <param name="statistics">Counts what was not understood.</param>
/// <param name="stop">Ctrl+C.</param>
internal sealed class EntryReading<TEntry>(Func<IRecordReader<TEntry>> newReader, LogQuery query, ReadStatistics statistics, CancellationToken stop)
    where TEntry : class
{
    private TextLog<TEntry>? _text;

    /// <summary>The entries that a line completes.</summary>
    public IEnumerable<TEntry> Add(string line)
    {
        _text ??= new TextLog<TEntry>(newReader(), query, statistics);
        return _text.Add(line);
    }

    /// <summary>The entries that remain when there are no more lines.</summary>
    public IEnumerable<TEntry> Complete() => _text?.Complete() ?? [];

    /// <summary>The entries of files.</summary>
    public IEnumerable<TEntry> Read(IReadOnlyList<LogFile> files) => LogReading.Read(files, newReader, query, statistics, stop);

    /// <summary>What is in logs, and then what is written to them; blocks while there is nothing, until the pipeline is stopped.</summary>
    /// <param name="logs">The logs that are there now.</param>
    /// <param name="followed">The paths of those that are written to, and of those that do not exist yet.</param>
    /// <param name="onCaughtUp">Told when what is there now was read.</param>
    /// <param name="onProblem">Told when a log cannot be opened (yet).</param>
    public IEnumerable<TEntry> Follow(OpenLogs logs, IReadOnlyList<string> followed, Action onCaughtUp, Action<LogFileException> onProblem)
    {
        IReadOnlyList<LogFile> history = logs.Split(followed, out IReadOnlyList<FollowStart> starts);

        // Begun before the history is given, which takes as long as its consumer: a log that comes meanwhile is read whole.
        IEnumerable<TEntry> coming = LogFollower.Follow(starts, newReader, statistics, stop, onProblem);
        foreach (TEntry entry in Read(history))
        {
            yield return entry;
        }

        onCaughtUp();
        foreach (TEntry entry in coming)
        {
            yield return entry;
        }
    }
}
