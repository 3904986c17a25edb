using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Puts a staged file in place of the old one.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="target">The file.</param>
/// <param name="file">The file as the change knows it.</param>
internal sealed class FileInstallation(IFileCalls calls, TargetFile target, FileInChange file)
{
    /// <summary>
    /// Exchanges the names of both: the old file keeps its number beside the new one, so that putting it back takes no space, and what
    /// somebody wrote in the last moment is found in it. Where names cannot be exchanged, a copy of the old file is made first.
    /// </summary>
    /// <exception cref="ChangeException">It could not be put there, or the file was changed by somebody; then theirs stays.</exception>
    public void Install()
    {
        JournalFileLine line = file.Line;
        if (target.IsInPlace)
        {
            target.RequireUnchanged();
            file.WriteOver(target.Edit.After.Span, target.RequireSame);
            return;
        }

        int error = calls.Exchange(target.Directory, line.Staged, target.Name);
        if (error is FileError.InvalidArgument or FileError.NoSuchCall or FileError.NotSupported)
        {
            file.Stage(line.Kept, target.Edit.Before.Span, target.Attributes);
            target.RequireUnchanged();
            RequireReplaced(calls.Rename(target.Directory, line.Staged, target.Name));
        }
        else
        {
            RequireReplaced(error);
            RequireTaken(line);
        }

        CallFailures.Require(calls.Synchronise(target.Directory), "be written", target.DirectoryPath);
    }

    private void RequireTaken(JournalFileLine line)
    {
        byte[]? taken = FileContent.Read(calls, target.Directory, line.Staged, target.RealPath);
        if (taken is not null && FileContent.Hash(taken) == line.HashBefore)
        {
            return;
        }

        CallFailures.Require(calls.Exchange(target.Directory, line.Staged, target.Name), "be put back", target.RealPath);
        throw target.Changed();
    }

    private void RequireReplaced(int error)
    {
        if (error is FileError.Busy or FileError.OtherDevice)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.MountPoint,
                target.RealPath,
                $"'{SafeText.Escape(target.RealPath)}' cannot be replaced: something is mounted there, in this or another mount namespace.",
                "Change the file that is mounted there.",
                error));
        }

        CallFailures.Require(error, "be replaced", target.RealPath);
    }
}
