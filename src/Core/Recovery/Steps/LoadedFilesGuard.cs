using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Sees to it that what programs are told to load is what was checked: nobody else changed a file in between.</summary>
internal sealed class LoadedFilesGuard
{
    private readonly Func<IReadOnlyList<StagedFile>, IReadOnlyList<string>> _find;
    private readonly FileSetHash _checked;

    private LoadedFilesGuard(Func<IReadOnlyList<StagedFile>, IReadOnlyList<string>> find, IReadOnlyList<StagedFile> files)
    {
        _find = find;
        _checked = FileSetHash.Of(FileTree.Host, find(files));
    }

    /// <summary>Reads the files before they are checked.</summary>
    /// <param name="request">The change.</param>
    /// <param name="files">Its new files.</param>
    public static LoadedFilesGuard BeforeTheCheck(ChangeRequest request, IReadOnlyList<StagedFile> files) => new(request.Activation is null ? _ => [] : request.LoadedFiles, files);

    /// <summary>Finds and reads them again, right before they are loaded.</summary>
    /// <param name="own">The files of the change, which may differ as it says.</param>
    /// <exception cref="ChangeException">Somebody changed another file.</exception>
    public void RequireUnchanged(IReadOnlyList<JournalFileLine> own)
    {
        FileSetHash now = FileSetHash.Of(FileTree.Host, _find([]));
        string[] foreign = _checked.Differences(now)
            .Where(path => !own.Any(file => _checked.Hashes.GetValueOrDefault(path) == file.HashBefore && now.Hashes.GetValueOrDefault(path) == file.HashAfter))
            .ToArray();
        if (foreign.Length > 0)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.LoadedFilesChanged,
                foreign[0],
                $"Somebody changed, made or removed {string.Join(", ", foreign.Select(path => $"'{SafeText.Escape(path)}'"))} since the check: nothing was loaded.",
                "See who works on it, and try again when they are done."));
        }
    }
}
