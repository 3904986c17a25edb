using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// A probe below <c>/run</c>, for php-fpm alone: in a directory of its own that root alone can change and that others can pass through, and not list. Disposing removes
/// both.
/// </summary>
internal sealed class RunProbe : IDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly IFileCalls _calls;
    private readonly SafeFileHandle _parent;
    private readonly string _directory;
    private readonly string _file;
    private readonly List<string> _leftovers = [];
    private SafeFileHandle? _own;
    private bool _isOver;

    private RunProbe(IFileCalls calls, SafeFileHandle parent, string place, PhpProbe probe)
    {
        (_calls, _parent) = (calls, parent);
        _directory = PhpProbe.Prefix + PhpProbe.NewName();
        _file = probe.Name + probe.Extension;
        Path = $"{place.TrimEnd('/')}/{_directory}/{_file}";
    }

    /// <summary>The script's full path.</summary>
    public string Path { get; }

    /// <summary>What could not be removed, once it is disposed.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    /// <summary>Writes a probe.</summary>
    /// <exception cref="ChangeException">It cannot be written, or others could exchange it.</exception>
    public static RunProbe Write(IFileCalls calls, string place, PhpProbe probe)
    {
        using PathWalk walk = PathWalk.ToDirectory(calls, place, makesMissing: false);
        if (Environment.IsPrivilegedProcess && !walk.IsReachedByRootAlone)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.StateNotUsable, place, $"No probe is written below '{SafeText.Escape(place)}': others than root can put another directory in its place.", "See who owns the directories above it."));
        }

        var written = new RunProbe(calls, walk.Open(), walk.ReachedPath, probe);
        try
        {
            written.Write(probe.Script.Span);
            return written;
        }
        catch
        {
            written.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        int file = _own is null ? 0 : _calls.Remove(_own, _file);
        int directory = _own is null ? 0 : _calls.RemoveDirectory(_parent, _directory);
        if (file is not (0 or FileError.NoSuchFile) || directory is not (0 or FileError.NoSuchFile))
        {
            _leftovers.Add(SafeText.Escape(Path));
        }

        _own?.Dispose();
        _parent.Dispose();
    }

    private void Write(ReadOnlySpan<byte> script)
    {
        string directory = Path[..^(_file.Length + 1)];
        CallFailures.Require(_calls.MakeDirectory(_parent, _directory), "be made", directory);
        CallFailures.Require(_calls.OpenDirectory(_parent, _directory, out SafeFileHandle own), "be opened", directory);
        _own = own;
        CallFailures.Require(_calls.OpenFile(own, _file, FileUse.CreateNew, out SafeFileHandle file), "be made", Path);
        using (file)
        {
            CallFailures.Require(_calls.Write(file, script), "be written", Path);
            CallFailures.Require(_calls.ChangeMode(file, Readable), "be opened to readers", Path);
        }

        CallFailures.Require(_calls.ChangeMode(own, Passable), "be opened to readers", directory);
    }
}
