using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// One file of a change on the disk: what it holds now, and how it is put back. It goes by what is there and not by what
/// was done, so that it is right after a crash too.
/// </summary>
internal sealed class FileInChange
{
    private readonly IFileCalls _calls;
    private readonly SafeFileHandle _directory;
    private readonly string _name;
    private readonly JournalFileLine _line;
    private readonly BackupStore _backups;
    private readonly int _change;

    /// <summary>A file of a change.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="directory">The directory that it really lies in, open.</param>
    /// <param name="line">What the journal says of it.</param>
    /// <param name="backups">The backups.</param>
    /// <param name="change">The number of the change.</param>
    public FileInChange(IFileCalls calls, SafeFileHandle directory, JournalFileLine line, BackupStore backups, int change)
    {
        (_calls, _directory, _line, _backups, _change) = (calls, directory, line, backups, change);
        _name = Path.GetFileName(line.RealPath);
    }

    /// <summary>What the journal says of it.</summary>
    public JournalFileLine Line => _line;

    /// <summary>The full path of its backup.</summary>
    public string BackupPath => _backups.PathOf(_change, _line.Backup);

    /// <summary>What it holds now.</summary>
    /// <exception cref="ChangeException">It cannot be read.</exception>
    public FileGeneration Look()
    {
        if (FileContent.Read(_calls, _directory, _name, _line.RealPath) is not { } content)
        {
            return FileGeneration.Missing;
        }

        string hash = FileContent.Hash(content);
        return hash == _line.HashBefore ? FileGeneration.Old
            : hash == _line.HashAfter ? FileGeneration.New
            : _line.IsInPlace && IsTorn(content) ? FileGeneration.Torn
            : FileGeneration.Foreign;
    }

    /// <summary>Makes it hold its old bytes, if it holds what the change wrote; what others wrote stays.</summary>
    /// <returns>What it held.</returns>
    /// <exception cref="ChangeException">It could not be put back.</exception>
    public FileGeneration PutBack()
    {
        FileGeneration now = Look();
        if (now is FileGeneration.New or FileGeneration.Torn)
        {
            if (_line.IsInPlace)
            {
                WriteOver(RequireBackup());
            }
            else
            {
                CallFailures.Require(_calls.Rename(_directory, OldName(), _name), "be put back", _line.RealPath);
                CallFailures.Require(_calls.Synchronise(_directory), "be written", Path.GetDirectoryName(_line.RealPath)!);
            }
        }

        return now;
    }

    /// <summary>Writes over the bytes of the file, which keeps its names.</summary>
    /// <exception cref="ChangeException">It could not be written, or only in part.</exception>
    public void WriteOver(ReadOnlySpan<byte> content, Action<SafeFileHandle>? look = null)
    {
        CallFailures.Require(_calls.OpenFile(_directory, _name, FileUse.Overwrite, out SafeFileHandle file), "be opened for writing", _line.RealPath);
        using (file)
        {
            look?.Invoke(file);
            CallFailures.Require(_calls.Write(file, content), "be written", _line.RealPath);
            CallFailures.Require(_calls.Truncate(file, content.Length), "be cut to its new length", _line.RealPath);
            CallFailures.Require(_calls.Synchronise(file), "be written", _line.RealPath);
        }
    }

    /// <summary>Makes a file beside it, with the same attributes.</summary>
    /// <exception cref="ChangeException">It could not be made.</exception>
    public void Stage(string name, ReadOnlySpan<byte> content, KeptAttributes attributes)
    {
        string path = PathBeside(name);
        int error = _calls.OpenFile(_directory, name, FileUse.CreateNew, out SafeFileHandle file);
        using (file)
        {
            CallFailures.Require(error, "be made", path);
            CallFailures.Require(_calls.Write(file, content), "be written", path);
            attributes.ApplyTo(_calls, file, _line.RealPath);
            CallFailures.Require(_calls.Synchronise(file), "be written", path);
        }
    }

    /// <summary>Removes what the change made beside the file.</summary>
    /// <param name="wasInstalled">True when names may have been exchanged: then what holds neither old nor new bytes is somebody else's, and stays.</param>
    /// <returns>What stays, in words; null when nothing does.</returns>
    /// <exception cref="ChangeException">It could not be removed.</exception>
    public string? RemoveLeftovers(bool wasInstalled)
    {
        string? stays = null;
        foreach (string name in new[] { _line.Staged, _line.Kept })
        {
            string path = PathBeside(name);
            if (FileContent.Read(_calls, _directory, name, path) is not { } content)
            {
                continue;
            }

            if (!wasInstalled || IsOfTheChange(content))
            {
                CallFailures.Require(_calls.Remove(_directory, name), "be removed", path);
            }
            else
            {
                stays = $"'{SafeText.Escape(path)}' holds what somebody wrote to '{SafeText.Escape(_line.RealPath)}' at the same moment: look at it, and remove it.";
            }
        }

        return stays;
    }

    /// <summary>The file's old bytes, from its backup.</summary>
    /// <exception cref="ChangeException">They are not there, or not the same.</exception>
    public byte[] RequireBackup()
    {
        byte[]? content = _backups.Read(_change, _line.Backup);
        return content is not null && FileContent.Hash(content) == _line.HashBefore
            ? content
            : throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.BackupMissing,
                BackupPath,
                string.Create(CultureInfo.InvariantCulture, $"The backup '{SafeText.Escape(BackupPath)}' of change {_change} {(content is null ? "is not there any more" : "is damaged")}."),
                "Look for another copy of the file: a backup of the machine, the package, version control."));
    }

    private string PathBeside(string name) => Path.Combine(Path.GetDirectoryName(_line.RealPath)!, name);

    // The old file itself lies beside, under one of two names; else it is made anew.
    private string OldName()
    {
        foreach (string name in new[] { _line.Staged, _line.Kept })
        {
            if (FileContent.Read(_calls, _directory, name, _line.RealPath) is { } content && FileContent.Hash(content) == _line.HashBefore)
            {
                return name;
            }
        }

        byte[] backup = RequireBackup();
        int error = _calls.OpenFile(_directory, _name, FileUse.Read, out SafeFileHandle now);
        using (now)
        {
            CallFailures.Require(error, "be opened", _line.RealPath);
            error = _calls.Remove(_directory, _line.Kept);
            CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", PathBeside(_line.Kept));
            Stage(_line.Kept, backup, KeptAttributes.Of(_calls, now, _line.RealPath));
            return _line.Kept;
        }
    }

    // A copy of the old file that was being made when the process was killed is a beginning of it.
    private bool IsOfTheChange(byte[] content)
    {
        string hash = FileContent.Hash(content);
        return hash == _line.HashBefore || hash == _line.HashAfter
            || (_backups.Read(_change, _line.Backup) is { } before && before.AsSpan().StartsWith(content));
    }

    // Bytes are written from the beginning on, over those that were there: a beginning of the one and the rest of the other.
    private bool IsTorn(ReadOnlySpan<byte> content)
    {
        if (_backups.Read(_change, _line.Backup) is not { } before || _backups.Read(_change, _line.NewBytes()) is not { } after)
        {
            return false;
        }

        return IsMixture(content, after, before) || IsMixture(content, before, after);
    }

    private static bool IsMixture(ReadOnlySpan<byte> content, ReadOnlySpan<byte> written, ReadOnlySpan<byte> over)
    {
        int head = content.CommonPrefixLength(written);
        int tail = 0;
        while (tail < Math.Min(content.Length, over.Length) && content.Length == over.Length && content[^(tail + 1)] == over[^(tail + 1)])
        {
            tail++;
        }

        return head == content.Length ? head >= over.Length : head + tail >= content.Length;
    }
}
