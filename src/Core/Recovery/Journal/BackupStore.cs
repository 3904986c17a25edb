using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The old bytes of files, a directory a change: far from directories that nginx or php-fpm include, for their owner alone.</summary>
internal sealed class BackupStore(IFileCalls calls, StateFolder folder)
{
    private const string ManifestName = "manifest.json";
    private const string DiffName = "change.diff";
    private const int LongestName = 80;

    /// <summary>The name that the backup of a file gets: its place in the change, and its own name where that is a plain one.</summary>
    public static string NameOf(int index, string path)
    {
        string name = Path.GetFileName(path);
        bool isPlain = name.Length <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
        return string.Create(CultureInfo.InvariantCulture, $"{index + 1}-{(isPlain ? name : "file")}");
    }

    /// <summary>The full path of a file in the directory of a change.</summary>
    public string PathOf(int change, string name) => Path.Combine(folder.BackupsPath, DirectoryOf(change), name);

    /// <summary>Keeps the old bytes of all files of a change, its diff, and what tells of them.</summary>
    /// <exception cref="ChangeException">It could not be written.</exception>
    public void Save(JournalLine begin, IReadOnlyList<TargetFile> targets, string diff)
    {
        SafeFileHandle backups = folder.Backups!;
        string name = DirectoryOf(begin.Change);
        string path = Path.Combine(folder.BackupsPath, name);
        CallFailures.Require(calls.MakeDirectory(backups, name), "be made", path);
        CallFailures.Require(calls.OpenDirectory(backups, name, out SafeFileHandle directory), "be opened", path);
        using (directory)
        {
            foreach ((TargetFile target, JournalFileLine file) in targets.Zip(begin.Files!))
            {
                Write(directory, path, file.Backup, target.Edit.Before.Span);
                if (file.IsInPlace)
                {
                    Write(directory, path, file.NewBytes(), target.Edit.After.Span);
                }
            }

            Write(directory, path, ManifestName, JournalText.WriteManifest(begin));
            Write(directory, path, DiffName, Encoding.UTF8.GetBytes(diff));
            CallFailures.Require(calls.Synchronise(directory), "be written", path);
        }

        CallFailures.Require(calls.Synchronise(backups), "be written", folder.BackupsPath);
    }

    /// <summary>The bytes of a file in the directory of a change; null when there is none.</summary>
    /// <exception cref="ChangeException">It cannot be read.</exception>
    public byte[]? Read(int change, string name)
    {
        if (folder.Backups is not { } backups)
        {
            return null;
        }

        int error = calls.OpenDirectory(backups, DirectoryOf(change), out SafeFileHandle directory);
        using (directory)
        {
            if (error == FileError.NoSuchFile)
            {
                return null;
            }

            CallFailures.Require(error, "be opened", PathOf(change, string.Empty));
            return FileContent.Read(calls, directory, name, PathOf(change, name));
        }
    }

    /// <summary>The diff of a change; empty when it is not kept.</summary>
    public string ReadDiff(int change) => Read(change, DiffName) is { } diff ? Encoding.UTF8.GetString(diff) : string.Empty;

    /// <summary>The numbers of the changes whose backups are kept.</summary>
    public IReadOnlyList<int> Changes()
    {
        if (folder.Backups is not { } backups)
        {
            return [];
        }

        CallFailures.Require(calls.Names(backups, out IReadOnlyList<string> names), "be listed", folder.BackupsPath);
        return names
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int change) ? change : 0)
            .Where(change => change > 0)
            .Order()
            .ToArray();
    }

    /// <summary>Removes the backup of a change.</summary>
    /// <exception cref="ChangeException">It could not be removed.</exception>
    public void Remove(int change)
    {
        string name = DirectoryOf(change);
        string path = Path.Combine(folder.BackupsPath, name);
        CallFailures.Require(calls.OpenDirectory(folder.Backups!, name, out SafeFileHandle directory), "be opened", path);
        using (directory)
        {
            CallFailures.Require(calls.Names(directory, out IReadOnlyList<string> names), "be listed", path);
            foreach (string file in names)
            {
                CallFailures.Require(calls.Remove(directory, file), "be removed", Path.Combine(path, file));
            }
        }

        CallFailures.Require(calls.RemoveDirectory(folder.Backups!, name), "be removed", path);
    }

    private static string DirectoryOf(int change) => change.ToString("D6", CultureInfo.InvariantCulture);

    private void Write(SafeFileHandle directory, string path, string name, ReadOnlySpan<byte> content) =>
        FileContent.WriteNew(calls, directory, name, content, Path.Combine(path, name));
}
