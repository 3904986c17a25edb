using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>
/// What was rotated away from a log, open, oldest first. A rotation renames the files while they are listed and opened; here
/// they have the order that their names had at one moment.
/// </summary>
internal sealed class RotatedFiles : IDisposable
{
    // How often a rotation that is under way is looked at again.
    private const int MaxLooks = 8;

    // How many are searched for what was read.
    private const int MaxCandidates = 16;

    private readonly List<LogFile> _files = [];
    private readonly HashSet<LogFile> _released = [];

    private RotatedFiles()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => _files.Count;

    /// <summary>One of them; closed with this.</summary>
    public LogFile this[int index] => _files[index];

    /// <summary>Opens those that can be opened.</summary>
    /// <param name="path">The log's path.</param>
    /// <param name="writtenSince">When the following began, UTC: what was not written to since then holds nothing new, whatever its name says.</param>
    public static RotatedFiles Open(string path, DateTime writtenSince)
    {
        for (int look = 1; ; look++)
        {
            var files = new RotatedFiles();
            string[] listed = List(path);
            foreach (string name in listed)
            {
                files.Add(name, writtenSince);
            }

            if (look == MaxLooks || (listed.SequenceEqual(List(path)) && files._files.TrueForAll(IsUnderItsName)))
            {
                return files;
            }

            files.Dispose();
        }
    }

    /// <summary>The place of a file; -1 when it is not there.</summary>
    public int IndexOf(FileIdentity identity) => _files.FindLastIndex(file => IdentityOf(file) == identity);

    /// <summary>The place of the file that holds what was read so far; -1 when none does.</summary>
    public int FindCopy(ContentFingerprint readTo)
    {
        int index = FindCopy(readTo, out Stream? rest);
        rest?.Dispose();
        return index;
    }

    /// <summary>The place of the file that holds what was read so far, and its content behind that.</summary>
    public int FindCopy(ContentFingerprint readTo, out Stream? rest)
    {
        rest = null;
        int oldest = readTo.Position > 0 ? Math.Max(0, Count - MaxCandidates) : Count;
        for (int i = Count - 1; i >= oldest; i--)
        {
            bool isPlain = _files[i].Compression == LogCompression.None;
            Stream content = isPlain ? new HandleStream(_files[i].Handle, readTo.Position) : _files[i].OpenContent();
            if (isPlain ? readTo.IsIn(_files[i].Handle) : readTo.IsIn(content))
            {
                rest = content;
                return i;
            }

            content.Dispose();
        }

        return -1;
    }

    /// <summary>Leaves a file open for somebody who closes it.</summary>
    public void Release(int index) => _released.Add(_files[index]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LogFile file in _files.Where(file => !_released.Contains(file)))
        {
            file.Dispose();
        }
    }

    private static string[] List(string path) => RotatedSet.Find(path).Where(sibling => sibling != path).ToArray();

    private static bool IsUnderItsName(LogFile file) =>
        FileStatus.TryReadTarget(file.Path, out FileStatus status) && status.Identity == IdentityOf(file);

    private static FileIdentity? IdentityOf(LogFile file) => FileStatus.TryRead(file.Handle, out FileStatus status) ? status.Identity : null;

    private void Add(string path, DateTime writtenSince)
    {
        if (File.GetLastWriteTimeUtc(path) < writtenSince || !LogFile.TryOpen(path, out LogFile? file, out _))
        {
            return;
        }

        _files.Add(file);
    }
}
