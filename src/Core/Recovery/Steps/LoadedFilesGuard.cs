using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Sees to it that what programs are told to load is what was checked: nobody else changed a file in between.</summary>
internal sealed class LoadedFilesGuard
{
    private readonly IReadOnlyList<string> _paths;
    private readonly FileSetHash _checked;

    private LoadedFilesGuard(IReadOnlyList<string> paths)
    {
        _paths = paths;
        _checked = FileSetHash.Of(FileTree.Host, paths);
    }

    /// <summary>Reads the files before they are checked.</summary>
    public static LoadedFilesGuard BeforeTheCheck(ChangeRequest request) => new(request.Activation is null ? [] : request.LoadedFiles);

    /// <summary>Reads them again, right before they are loaded.</summary>
    /// <param name="own">The files of the change, which may differ as it says.</param>
    /// <exception cref="ChangeException">Somebody changed another file.</exception>
    public void RequireUnchanged(IReadOnlyList<JournalFileLine> own)
    {
        FileSetHash now = FileSetHash.Of(FileTree.Host, _paths);
        string[] foreign = _checked.Differences(now)
            .Where(path => !own.Any(file => _checked.Hashes[path] == file.HashBefore && now.Hashes[path] == file.HashAfter))
            .ToArray();
        if (foreign.Length > 0)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.LoadedFilesChanged,
                foreign[0],
                $"Somebody changed {string.Join(", ", foreign.Select(path => $"'{SafeText.Escape(path)}'"))} since the check: nothing was loaded.",
                "See who works on it, and try again when they are done."));
        }
    }
}
