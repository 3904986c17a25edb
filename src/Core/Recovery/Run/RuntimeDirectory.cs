using Microsoft.Win32.SafeHandles;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Makes a directory below /run anew. What the system says of it is done (man 8 systemd-tmpfiles); where it says nothing, it is root's own and everybody may pass.
/// </summary>
internal static class RuntimeDirectory
{
    private const string TemporaryFiles = "/usr/bin/systemd-tmpfiles";
    private const UnixFileMode Passable = (UnixFileMode)0b111_101_101;

    /// <summary>Makes it.</summary>
    public static ActResult Create(string path, CancellationToken cancellationToken)
    {
        if (FileStatus.TryRead(path, out _))
        {
            return new ActResult($"{SafeText.Escape(path)} is there by now.");
        }

        PrivateLibraries.Programs.Run(new ProgramRequest(TemporaryFiles, ["--create", "--prefix=" + path]) { Timeout = TimeSpan.FromSeconds(10) }, out _, cancellationToken);
        if (FileStatus.TryRead(path, out FileStatus made) && made.Kind == FileKind.Directory)
        {
            return new ActResult(null, Undo: () => Remove(path));
        }

        try
        {
            using PathWalk walk = PathWalk.ToDirectory(FileCalls.Kernel, Path.GetDirectoryName(path)!, makesMissing: false);
            if (!walk.AreNamesByRootAlone)
            {
                return new ActResult($"{SafeText.Escape(path)} is not made: its parent can be changed by others than root.");
            }

            using SafeFileHandle parent = walk.Open();
            string name = Path.GetFileName(path);
            CallFailures.Require(FileCalls.Kernel.MakeDirectory(parent, name), "be made", path);
            CallFailures.Require(FileCalls.Kernel.OpenDirectory(parent, name, out SafeFileHandle directory), "be opened", path);
            using (directory)
            {
                CallFailures.Require(FileCalls.Kernel.ChangeMode(directory, Passable), "be given its mode", path);
            }

            return new ActResult(null, Undo: () => Remove(path));
        }
        catch (ChangeException exception)
        {
            return new ActResult(exception.Failure.ToString());
        }
    }

    // Only while it is empty.
    private static string? Remove(string path)
    {
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(FileCalls.Kernel, Path.GetDirectoryName(path)!, makesMissing: false);
            using SafeFileHandle parent = walk.Open();
            CallFailures.Require(FileCalls.Kernel.RemoveDirectory(parent, Path.GetFileName(path)), "be removed", path);
            return null;
        }
        catch (ChangeException exception)
        {
            return exception.Failure.Problem;
        }
    }
}
