using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// The files that a program reads, as it sees them. A service with mounts of its own, as under systemd's PrivateTmp and ProtectSystem, has
/// the root of this machine and most of its files: those are changed where they lie, and not by its view.
/// </summary>
/// <param name="files">The files as the program sees them.</param>
/// <param name="isOurs">True when its root directory is that of this process.</param>
internal sealed class FilesOfProgram(FileTree files, bool isOurs)
{
    /// <summary>The directory that stands for <c>/</c>.</summary>
    public string RootPath => files.RootPath;

    /// <summary>True when paths mean the same files here.</summary>
    public bool AreHere(IEnumerable<string> paths) => files.IsHost || (isOurs && paths.All(IsHere));

    private bool IsHere(string path) =>
        files.TryReadStatus(path, out FileStatus there) && FileTree.Host.TryReadStatus(path, out FileStatus here) && there.Identity == here.Identity;
}
