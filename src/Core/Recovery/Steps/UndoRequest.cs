using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Makes of a change the request for the one that undoes it.</summary>
internal static class UndoRequest
{
    /// <summary>The request; without edits when all files already hold their old bytes.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="folder">The directory of the state.</param>
    /// <param name="request">Which change is to be undone.</param>
    /// <param name="undone">That change.</param>
    /// <exception cref="ChangeException">There is no such change, its files were changed since, or its backup is gone.</exception>
    public static ChangeRequest Make(IFileCalls calls, StateFolder folder, RestoreRequest request, out GatewayChange undone)
    {
        using var journal = new JournalFile(calls, folder);
        var backups = new BackupStore(calls, folder);
        IReadOnlyList<JournalChange> changes = journal.Read(withOld: true).Changes;
        IReadOnlyList<GatewayChange> views = ChangeView.Of(changes, backups);

        GatewayChange found = (request.ChangeId is { } id ? views.FirstOrDefault(change => change.Id == id) : GatewayRestore.FindLast(views)) ?? throw NoChange(request.ChangeId);
        if (found.State != ChangeState.Committed)
        {
            throw NotUndoable(found);
        }

        undone = found;
        FileEdit[] edits = changes.Single(change => change.Id == found.Id).Files
            .Select(file => Edit(calls, backups, found, file, request.Force))
            .Where(edit => !edit.IsEmpty)
            .ToArray();
        return new ChangeRequest(request.Command, edits)
        {
            CommandLine = request.CommandLine,
            Settings = found.Settings.Select(Reverse).ToArray(),
            Checks = request.Checks,
            Activation = request.Activation,
            ActsWithoutFiles = request.ActsWithoutFiles,
            LoadedFiles = request.LoadedFiles,
            Mask = request.Mask,
            RootPath = found.RootPath,
            Force = request.Force,
        };
    }

    /// <summary>The failure when there is nothing to undo.</summary>
    public static ChangeException NoChange(int? id) => new(new ChangeFailure(
        ChangeFailureReason.ChangeNotFound,
        null,
        id is { } number ? string.Create(CultureInfo.InvariantCulture, $"There is no change {number} in the journal.") : "There is no change in the journal that could be undone.",
        "Get-GatewayChange lists those that there are."));

    private static FileEdit Edit(IFileCalls calls, BackupStore backups, GatewayChange undone, JournalFileLine file, bool force)
    {
        int change = undone.Id!.Value;
        using PathWalk walk = PathWalk.ToFile(calls, file.Path, out string name, undone.RootPath);
        using Microsoft.Win32.SafeHandles.SafeFileHandle directory = walk.Open();
        byte[] now = FileContent.Read(calls, directory, name, file.RealPath)
            ?? throw new ChangeException(CallFailures.Explain(FileError.NoSuchFile, "be opened", file.RealPath));
        string hash = FileContent.Hash(now);
        if (hash == file.HashBefore)
        {
            return new FileEdit(file.Path, now, now);
        }

        if (hash != file.HashAfter && !force)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.FileChangedSince,
                file.RealPath,
                string.Create(CultureInfo.InvariantCulture, $"'{SafeText.Escape(file.RealPath)}' was changed since change {change}: undoing it would take that away too."),
                $"See what it would take away: diff '{SafeText.Escape(backups.PathOf(change, file.Backup))}' '{SafeText.Escape(file.RealPath)}'. -Force undoes it all the same."));
        }

        return new FileEdit(file.Path, now, new FileInChange(calls, directory, file, backups, change).RequireBackup());
    }

    private static SettingChange Reverse(SettingChange setting) => setting with { Before = setting.After, After = setting.Before, WasDefault = false };

    /// <summary>The failure when a change is not one that can be undone.</summary>
    public static ChangeException NotUndoable(GatewayChange change) => new(new ChangeFailure(
        ChangeFailureReason.ChangeNotFound,
        null,
        string.Create(CultureInfo.InvariantCulture, $"Change {change.Id} is not undone: it {StateText(change)}."),
        "Get-GatewayChange lists those that can be."));

    private static string StateText(GatewayChange change) => change.State switch
    {
        ChangeState.Undone => string.Create(CultureInfo.InvariantCulture, $"was undone by change {change.UndoneBy}"),
        ChangeState.RolledBack => "was put back when it was made",
        ChangeState.Unfinished => "is not finished",
        _ => "did not come to its end",
    };
}
