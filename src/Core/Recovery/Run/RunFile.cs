using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// The journal of recoveries on the disk: JSON lines that are only ever added to; each that announces an act is on the disk before the act. A file that
/// has grown is put aside, and the oldest of those go.
/// </summary>
/// <param name="calls">The system calls.</param>
/// <param name="directory">Its directory, open.</param>
/// <param name="path">The path of that.</param>
internal sealed class RunFile(IFileCalls calls, SafeFileHandle directory, string path) : IDisposable
{
    /// <summary>The directory below the state.</summary>
    public const string FolderName = "recovery";

    private const string Name = "runs.jsonl";
    private const string OldPrefix = "runs-";
    private const string OldSuffix = ".jsonl";
    private const int MostBytes = 1024 * 1024;
    private const int OldFiles = 5;

    private static readonly TimeSpan Counted = TimeSpan.FromDays(1);

    private readonly string _path = Path.Combine(path, Name);
    private SafeFileHandle? _file;
    private bool _endsTorn;

    /// <summary>The lines, the oldest first: of files that were put aside only those that reach into the last day, which is all that counts. What cannot be read is passed over.</summary>
    /// <exception cref="ChangeException">A file cannot be read.</exception>
    public IReadOnlyList<RunLine> Read()
    {
        byte[] current = FileContent.Read(calls, directory, Name, _path) ?? [];
        _endsTorn = current.Length > 0 && current[^1] != (byte)'\n';
        List<RunLine> lines = LinesOf(current);
        foreach (string name in OldNames().AsEnumerable().Reverse())
        {
            if (lines.Count > 0 && lines[0].Time < DateTimeOffset.Now - Counted)
            {
                break;
            }

            lines.InsertRange(0, LinesOf(FileContent.Read(calls, directory, name, Path.Combine(path, name)) ?? []));
        }

        return lines;
    }

    /// <summary>Adds a line. <see cref="Read"/> was called before.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isAwaited">True to wait until it is on the disk.</param>
    /// <exception cref="ChangeException">It could not be written.</exception>
    public void Append(RunLine line, bool isAwaited)
    {
        if (_file is null)
        {
            CallFailures.Require(calls.OpenFile(directory, Name, FileUse.Append, out SafeFileHandle file), "be opened", _path);
            _file = file;
        }

        // What a crash left of a line is ended first, so that it spoils no other.
        byte[] bytes = [.. _endsTorn ? "\n"u8 : default, .. RunText.Write(line), (byte)'\n'];
        _endsTorn = true;
        CallFailures.Require(calls.Write(_file, bytes), "be written", _path);
        _endsTorn = false;
        if (isAwaited)
        {
            CallFailures.Require(calls.Synchronise(_file), "be written", _path);
            CallFailures.Require(calls.Synchronise(directory), "be written", path);
        }
    }

    /// <summary>Puts the file aside when it has grown. No run may be unfinished.</summary>
    /// <param name="lastRun">The number of the last run.</param>
    /// <exception cref="ChangeException">It could not be done.</exception>
    public void Rotate(int lastRun)
    {
        if (_file is null || calls.Status(_file, out FileStatus status) != 0 || status.Length < MostBytes)
        {
            return;
        }

        _file.Dispose();
        _file = null;
        CallFailures.Require(calls.Rename(directory, Name, string.Create(CultureInfo.InvariantCulture, $"{OldPrefix}{lastRun:D8}{OldSuffix}")), "be put aside", _path);
        string[] old = OldNames();
        foreach (string name in old.Take(Math.Max(0, old.Length - OldFiles)))
        {
            CallFailures.Require(calls.Remove(directory, name), "be removed", Path.Combine(path, name));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        directory.Dispose();
    }

    private static List<RunLine> LinesOf(ReadOnlySpan<byte> content)
    {
        var lines = new List<RunLine>();
        for (int end = content.IndexOf((byte)'\n'); end >= 0; end = content.IndexOf((byte)'\n'))
        {
            if (RunText.Read(content[..end]) is { } line)
            {
                lines.Add(line);
            }

            content = content[(end + 1)..];
        }

        return lines;
    }

    private string[] OldNames()
    {
        CallFailures.Require(calls.Names(directory, out IReadOnlyList<string> names), "be listed", path);
        return [.. names.Where(name => name.StartsWith(OldPrefix, StringComparison.Ordinal) && name.EndsWith(OldSuffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
