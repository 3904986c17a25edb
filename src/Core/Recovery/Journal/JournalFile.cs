using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// The journal on the disk: JSON lines that are only ever added to, each synchronised before what it announces is done. A file that has grown
/// is given the number of its last change, and a new one begun.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const string Name = "journal.jsonl";
    private const string OldPrefix = "journal-";
    private const string OldSuffix = ".jsonl";

    private readonly IFileCalls _calls;
    private readonly StateFolder _folder;
    private readonly string _path;
    private SafeFileHandle? _file;
    private bool _endsTorn;

    /// <summary>The journal of a directory.</summary>
    public JournalFile(IFileCalls calls, StateFolder folder)
    {
        (_calls, _folder) = (calls, folder);
        _path = Path.Combine(folder.Path, Name);
    }

    /// <summary>Reads what it holds.</summary>
    /// <param name="withOld">Also reads the files that were put aside.</param>
    /// <exception cref="ChangeException">It cannot be read.</exception>
    public JournalContent Read(bool withOld)
    {
        var changes = new SortedDictionary<int, JournalChange>();
        int unreadable = 0;
        bool isNewer = false;
        byte[] current = [];
        foreach (string name in withOld ? [.. OldNames(), Name] : new[] { Name })
        {
            current = FileContent.Read(_calls, _folder.Directory, name, Path.Combine(_folder.Path, name)) ?? [];
            ReadOnlySpan<byte> rest = current;
            for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                ReadOnlySpan<byte> line = rest[..end];
                rest = rest[(end + 1)..];
                isNewer |= JournalText.IsNewer(line);
                if (JournalText.Read(line) is not { Change: > 0 } read || !Add(changes, read))
                {
                    unreadable++;
                }
            }
        }

        _endsTorn = current.Length > 0 && current[^1] != (byte)'\n';
        return new JournalContent([.. changes.Values], unreadable, _endsTorn, isNewer, current.Length);
    }

    /// <summary>Adds a line, and waits until it is on the disk. <see cref="Read"/> was called before.</summary>
    /// <exception cref="ChangeException">It could not be written, wholly or in part.</exception>
    public void Append(JournalLine line)
    {
        if (_file is null)
        {
            CallFailures.Require(_calls.OpenFile(_folder.Directory, Name, FileUse.Append, out SafeFileHandle file), "be opened", _path);
            _file = file;
            CallFailures.Require(_calls.Synchronise(_folder.Directory), "be written", _folder.Path);
        }

        // What a crash left of a line is ended first, so that it spoils no other.
        byte[] bytes = [.. _endsTorn ? "\n"u8 : default, .. JournalText.Write(line), (byte)'\n'];
        _endsTorn = true;
        CallFailures.Require(_calls.Write(_file, bytes), "be written", _path);
        CallFailures.Require(_calls.Synchronise(_file), "be written", _path);
        _endsTorn = false;
    }

    /// <summary>Puts the current file aside.</summary>
    /// <param name="lastChange">The last change in it; none of it may be unfinished.</param>
    public void PutAside(int lastChange)
    {
        _file?.Dispose();
        _file = null;
        string aside = string.Create(CultureInfo.InvariantCulture, $"{OldPrefix}{lastChange:D6}{OldSuffix}");
        CallFailures.Require(_calls.Rename(_folder.Directory, Name, aside), "be put aside", _path);
        CallFailures.Require(_calls.Synchronise(_folder.Directory), "be written", _folder.Path);
    }

    /// <summary>Removes the files that were put aside and whose changes are all older than one.</summary>
    public void RemoveBefore(int change)
    {
        foreach (string name in OldNames().Where(name => LastChangeOf(name) < change))
        {
            CallFailures.Require(_calls.Remove(_folder.Directory, name), "be removed", Path.Combine(_folder.Path, name));
        }
    }

    /// <summary>The number of the last change that was put aside; 0 when none was.</summary>
    public int LastChangeAside() => OldNames().Select(LastChangeOf).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private string[] OldNames()
    {
        CallFailures.Require(_calls.Names(_folder.Directory, out IReadOnlyList<string> names), "be listed", _folder.Path);
        return names.Where(name => LastChangeOf(name) > 0).OrderBy(LastChangeOf).ToArray();
    }

    private static int LastChangeOf(string name) =>
        name.StartsWith(OldPrefix, StringComparison.Ordinal) && name.EndsWith(OldSuffix, StringComparison.Ordinal)
        && int.TryParse(name[OldPrefix.Length..^OldSuffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int change)
            ? change
            : 0;

    private static bool Add(SortedDictionary<int, JournalChange> changes, JournalLine line)
    {
        if (line.Event == JournalEvent.Begin)
        {
            return line is { Command: not null, Files: not null } && changes.TryAdd(line.Change, new JournalChange(line));
        }

        if (!changes.TryGetValue(line.Change, out JournalChange? change))
        {
            return false;
        }

        change.Add(line);
        return true;
    }
}
