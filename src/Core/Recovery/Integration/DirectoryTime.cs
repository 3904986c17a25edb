using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>When a directory was last changed, for giving it back: what was put there and taken away again is no deployment.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="directory">The directory, open.</param>
/// <param name="before">When it was last changed before, UTC.</param>
internal sealed class DirectoryTime(IFileCalls calls, SafeFileHandle directory, DateTime before)
{
    private DateTime? _ours;

    /// <summary>True while nobody else was seen to have changed the directory since.</summary>
    public bool IsOurs => _ours is not null && Now() == _ours;

    /// <summary>Notes that what changed it last is ours.</summary>
    public void NoteOurs() => _ours = Now();

    /// <summary>Makes the directory as old as it was.</summary>
    public void GiveBack()
    {
        try
        {
            File.SetLastWriteTimeUtc(directory, before);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It looks younger then, and nothing else is of it.
        }
    }

    private DateTime? Now() => calls.Status(directory, out FileStatus status) == 0 ? status.LastWriteTime : null;
}
