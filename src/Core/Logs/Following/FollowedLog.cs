using System.Diagnostics.CodeAnalysis;
using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>
/// One log that is followed by its path: the file that is there now, those that were there before and may still be
/// written to, and what happened between two looks.
/// </summary>
internal sealed class FollowedLog<TEntry> : IDisposable
    where TEntry : class
{
    // Workers that shut down keep writing to the file that they had; one that was quiet so long is let go.
    private static readonly TimeSpan RetiredQuiet = TimeSpan.FromSeconds(60);

    // Bounds the handles that a log takes which is replaced again and again.
    private const int MaxRetired = 8;

    private readonly string _path;
    private readonly FileTree _files;
    private readonly Func<IRecordReader<TEntry>> _newReader;
    private readonly ReadStatistics _statistics;
    private readonly Action<LogFileException>? _onProblem;

    // The kernel's file times lag behind the clock by a few milliseconds.
    private readonly DateTime _started = DateTime.UtcNow.AddSeconds(-1);
    private readonly List<FollowedFile<TEntry>> _retired = [];
    private FollowedFile<TEntry>? _current;
    private readonly bool _beganAsNoLog;
    private LogFileProblem? _problem;

    /// <summary>Opens the log if it is there.</summary>
    public FollowedLog(FollowStart start, Func<IRecordReader<TEntry>> newReader, ReadStatistics statistics, Action<LogFileException>? onProblem)
    {
        _path = start.Path;
        _files = start.Files;
        _newReader = newReader;
        _statistics = statistics;
        _onProblem = onProblem;
        LogFile? file = start.File;
        bool isOpen = file is not null || TryOpen(out file);
        _beganAsNoLog = LeadsToNoLog;

        // Between rename and create the log goes by its rotated name, and may still be written to.
        if (isOpen || (Siblings() is [.., string newest] && LogFile.TryOpen(newest, out file, out _)))
        {
            LogClock clock = LogReading.InferClock(file!, newReader());
            _current = Follow(file!, clock.IsCertain ? clock : null);
            _current.SkipTo(start.File is null ? file!.Length : start.Offset);
        }
    }

    /// <summary>
    /// True when what has had the path from the beginning is nothing that a log is written to: a directory, a stream, a link that
    /// is refused.
    /// </summary>
    public bool IsNoLog => _beganAsNoLog && _current is null && LeadsToNoLog;

    private bool LeadsToNoLog => _problem
        is LogFileProblem.IsDirectory
        or LogFileProblem.NotRegular
        or LogFileProblem.LogsToStream
        or LogFileProblem.UntrustedLink
        or LogFileProblem.UnknownPacking;

    /// <summary>The entries that have come since the last time, read as they are enumerated.</summary>
    public IEnumerable<TEntry> Poll() => ReadRetired().Concat(ReadCurrent()).SelectMany(entries => entries);

    /// <inheritdoc/>
    public void Dispose()
    {
        _current?.Dispose();
        _retired.ForEach(file => file.Dispose());
    }

    private IEnumerable<List<TEntry>> ReadRetired()
    {
        foreach (FollowedFile<TEntry> file in _retired.ToArray())
        {
            if (!file.WasTruncated())
            {
                foreach (List<TEntry> entries in file.ReadAppended())
                {
                    yield return entries;
                }

                if (_retired.Count <= MaxRetired && Environment.TickCount64 - file.InUseUntil < RetiredQuiet.TotalMilliseconds)
                {
                    continue;
                }
            }

            _retired.Remove(file);
            yield return file.Flush();
            file.Dispose();
        }
    }

    private IEnumerable<List<TEntry>> ReadCurrent()
    {
        if (_current is { } current)
        {
            // Its last lines before its successor's first ones.
            foreach (List<TEntry> entries in ReadOn(current))
            {
                yield return entries;
            }
        }

        if (!(_files.IsHost ? FileStatus.TryReadTarget(_path, out FileStatus status) : _files.TryReadStatus(_path, out status)))
        {
            // Between rename and create, or not there yet; why it cannot be reached is worth a word when nothing is open.
            if (_current is null)
            {
                NoteProblem();
            }

            yield break;
        }

        if (status.Identity == _current?.Identity)
        {
            yield break;
        }

        foreach (List<TEntry> entries in Switch())
        {
            yield return entries;
        }
    }

    private IEnumerable<List<TEntry>> ReadOn(FollowedFile<TEntry> file)
    {
        if (file.WasTruncated())
        {
            foreach (List<TEntry> entries in RecoverTruncated(file))
            {
                yield return entries;
            }
        }

        foreach (List<TEntry> entries in file.ReadAppended())
        {
            yield return entries;
        }
    }

    // Copy and truncate: what was not read before the truncation is in the copy, and the file begins anew.
    private IEnumerable<List<TEntry>> RecoverTruncated(FollowedFile<TEntry> file)
    {
        if (!_files.IsHost)
        {
            yield return file.Restart();
            yield break;
        }

        using var siblings = RotatedFiles.Open(_path, _started);
        int index = siblings.FindCopy(file.ReadTo, out Stream? copy);
        using (copy)
        {
            foreach (List<TEntry> entries in copy is null ? [] : file.ReadRest(copy))
            {
                yield return entries;
            }
        }

        yield return file.Restart();
        foreach (List<TEntry> entries in index < 0 ? [] : ReadWhole(siblings, index + 1, []))
        {
            yield return entries;
        }
    }

    // Another file has the path: the one before is kept while it is written to, the new one is read from its beginning.
    private IEnumerable<List<TEntry>> Switch()
    {
        if (!TryOpen(out LogFile? opened))
        {
            yield break;
        }

        FollowedFile<TEntry> next = Follow(opened, _current?.Clock);
        if (next.Identity == _current?.Identity)
        {
            next.Dispose();
            yield break;
        }

        if (_retired.Find(file => file.Identity == next.Identity) is { } known)
        {
            // The old file is back under its name: it goes on where it was left.
            next.Dispose();
            next = known;
            _retired.Remove(known);
        }
        else if (_current is { } replaced && replaced.ReadTo.Position > 0 && opened.Length >= replaced.ReadTo.Position && replaced.ReadTo.IsIn(opened.Handle))
        {
            // An editor wrote the log anew: what was read before is in it.
            next.ContinueAfter(replaced.ReadTo);
        }

        FollowedFile<TEntry>? before = _current;
        _current = next;
        if (before is not null)
        {
            before.Retire();
            _retired.Add(before);
            yield return before.FlushRecord();
        }

        foreach (List<TEntry> entries in ReadBetween(before, next))
        {
            yield return entries;
        }

        foreach (List<TEntry> entries in next.ReadAppended())
        {
            yield return entries;
        }
    }

    // Rotated more than once since the last look, as when the consumer was suspended: the files between are read whole.
    // While they are, it may be rotated again, so we look until there is nothing new.
    private IEnumerable<List<TEntry>> ReadBetween(FollowedFile<TEntry>? before, FollowedFile<TEntry> next)
    {
        if (!_files.IsHost)
        {
            yield break;
        }

        var read = new HashSet<FileIdentity>();
        for (int readBefore = -1; readBefore < read.Count;)
        {
            readBefore = read.Count;
            using var siblings = RotatedFiles.Open(_path, _started);

            // When there was none at first, all of them came since.
            int index = before is null ? -1 : siblings.IndexOf(before.Identity);
            index = before is null || index >= 0 ? index : siblings.FindCopy(before.ReadTo);
            foreach (List<TEntry> entries in before is not null && index < 0 ? [] : ReadWhole(siblings, index + 1, read, next))
            {
                yield return entries;
            }
        }
    }

    private IEnumerable<List<TEntry>> ReadWhole(RotatedFiles siblings, int first, HashSet<FileIdentity> read, FollowedFile<TEntry>? end = null)
    {
        for (int i = first; i < siblings.Count; i++)
        {
            LogFile file = siblings[i];
            if (end is not null && end.IsIn(file))
            {
                // Rotated away meanwhile: it is read as what it is, and what came behind it is between it and the next.
                yield break;
            }

            FileIdentity identity = FileStatus.TryRead(file.Handle, out FileStatus status) ? status.Identity : default;
            if (_current?.IsIn(file) == true || _retired.Exists(known => known.IsIn(file)) || !read.Add(identity))
            {
                continue;
            }

            FollowedFile<TEntry> between = Follow(file, _current?.Clock);
            if (file.Compression == LogCompression.None)
            {
                // Late lines may still come here too.
                siblings.Release(i);
                _retired.Add(between);
                foreach (List<TEntry> entries in between.ReadAppended())
                {
                    yield return entries;
                }

                yield return between.FlushRecord();
                continue;
            }

            using Stream content = file.OpenContent();
            foreach (List<TEntry> entries in between.ReadRest(content))
            {
                yield return entries;
            }

            yield return between.Flush();
        }
    }

    private string[] Siblings() => !_files.IsHost ? [] : RotatedSet.Find(_path).Where(path => path != _path).ToArray();

    private FollowedFile<TEntry> Follow(LogFile file, LogClock? clock) => new(file, _path, _newReader(), _statistics, clock);

    private void NoteProblem()
    {
        if (TryOpen(out LogFile? file))
        {
            file.Dispose();
        }
    }

    private bool TryOpen([NotNullWhen(true)] out LogFile? file)
    {
        bool isOpen = LogFile.TryOpen(_files, _path, out file, out LogFileException? failure);
        if (!isOpen && _problem != failure!.Reason)
        {
            _onProblem?.Invoke(failure);
        }

        _problem = failure?.Reason;
        return isOpen;
    }
}
