using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Recovery;

/// <summary>
/// Brings a change to its end that a killed process left: finished where all files hold the new bytes and passed the checks, else put
/// back. Where somebody changed a file since, nothing more is done to any of them.
/// </summary>
internal sealed class ChangeSettlement(ChangeSession session, JournalChange change)
{
    private readonly List<string> _warnings = [];

    /// <summary>Brings it to its end; false with the failure when that could not be done, so that it is tried again.</summary>
    public bool TrySettle(out ChangeFailure? failure)
    {
        var directories = new List<SafeFileHandle>();
        try
        {
            Settle(directories);
            failure = null;
            return true;
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
            return false;
        }
        finally
        {
            directories.ForEach(directory => directory.Dispose());
        }
    }

    private void Settle(List<SafeFileHandle> directories)
    {
        var found = new List<(FileInChange File, FileGeneration Now)>();
        List<JournalFileLine> unreachable = [];
        foreach (JournalFileLine line in change.Files)
        {
            if (OpenDirectory(line, directories) is { } directory)
            {
                var file = new FileInChange(session.Calls, directory, line, session.Backups, change.Id);
                found.Add((file, file.Look()));
            }
            else
            {
                unreachable.Add(line);
            }
        }

        bool isForeign = unreachable.Count > 0 || found.Exists(file => file.Now is FileGeneration.Foreign or FileGeneration.Missing);
        if (change.IsCommitted)
        {
            Clear(found, wasInstalled: true);
            Append(new JournalLine(change.Id, JournalEvent.Close) { Warnings = _warnings });
        }
        else if (!change.IsInstallAnnounced)
        {
            Clear(found, wasInstalled: false);
            Append(RolledBack());
        }
        else if (isForeign)
        {
            Clear(found, wasInstalled: true);
            Append(LeftAlone(found, unreachable));
        }
        else if (!change.IsRollBackAnnounced && change.IsChecked && found.TrueForAll(file => file.Now == FileGeneration.New))
        {
            Finish(found);
        }
        else
        {
            PutBack(found);
        }
    }

    private void Finish(List<(FileInChange File, FileGeneration Now)> found)
    {
        if (change.Begin.Activation is { } activation)
        {
            _warnings.Add(change.IsActivationAnnounced
                ? $"The process was killed around the {activation}: whether it was done is not known. Do it again."
                : $"The process was killed before the {activation}: it is yet to be done.");
        }

        Append(new JournalLine(change.Id, JournalEvent.Commit) { IsReloaded = change.IsActivationAnnounced ? null : false, Warnings = _warnings.ToArray() });
        _warnings.Clear();
        Clear(found, wasInstalled: true);
        Append(new JournalLine(change.Id, JournalEvent.Close) { Warnings = _warnings });
    }

    private void PutBack(List<(FileInChange File, FileGeneration Now)> found)
    {
        if (!change.IsRollBackAnnounced)
        {
            Append(new JournalLine(change.Id, JournalEvent.RollBack) { Failure = Interrupted() });
        }

        found.ForEach(file => file.File.PutBack());
        Clear(found, wasInstalled: true);
        if (change.IsActivationAnnounced)
        {
            _warnings.Add($"The {change.Begin.Activation} may have been done for the new files: do it again, now that the old ones are back.");
        }

        Append(RolledBack());
    }

    private void Clear(List<(FileInChange File, FileGeneration Now)> found, bool wasInstalled)
    {
        foreach ((FileInChange file, _) in found)
        {
            if (file.RemoveLeftovers(wasInstalled) is { } stays)
            {
                _warnings.Add(stays);
            }
        }
    }

    private JournalLine RolledBack() => new(change.Id, JournalEvent.RolledBack)
    {
        Failure = change.RollBackFailure ?? Interrupted(),
        IsReloaded = change.IsActivationAnnounced ? null : false,
        Warnings = _warnings,
    };

    private JournalLine LeftAlone(List<(FileInChange File, FileGeneration Now)> found, List<JournalFileLine> unreachable)
    {
        IEnumerable<string> states = found.Select(file => Describe(file.File.Line, file.Now)).Concat(unreachable.Select(line => Describe(line, FileGeneration.Missing)));
        IEnumerable<string> commands = change.Files.Select(line => $"cp -- '{SafeText.Escape(session.Backups.PathOf(change.Id, line.Backup))}' '{SafeText.Escape(line.RealPath)}'");
        return new JournalLine(change.Id, JournalEvent.LeftAlone)
        {
            Failure = new ChangeFailure(
                ChangeFailureReason.FileChangedSince,
                change.Files.FirstOrDefault()?.RealPath,
                string.Create(CultureInfo.InvariantCulture, $"Change {change.Id} was interrupted, and a file was changed by somebody since, so nothing more is done: {string.Join("; ", states)}."),
                $"See what they did, and whether the programs take it (nginx -t, php-fpm -t). The old files: {string.Join("; ", commands)}."),
            IsReloaded = change.IsActivationAnnounced ? null : false,
            Warnings = _warnings,
        };
    }

    private ChangeFailure Interrupted() => new(
        ChangeFailureReason.Interrupted,
        change.Files.FirstOrDefault()?.RealPath,
        string.Create(CultureInfo.InvariantCulture, $"The process that made change {change.Id} was killed, or the machine went down, in the middle of it. All files are as they were before."),
        "Make the change again.");

    private void Append(JournalLine line)
    {
        JournalLine told = line with { Warnings = line.Warnings is { Count: > 0 } ? line.Warnings.ToArray() : null };
        session.Journal.Append(told);
        change.Add(told);
    }

    // Null when the directory, or the way to it, is gone.
    private SafeFileHandle? OpenDirectory(JournalFileLine line, List<SafeFileHandle> directories)
    {
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(session.Calls, Path.GetDirectoryName(line.RealPath)!, makesMissing: false);
            SafeFileHandle directory = walk.Open();
            directories.Add(directory);
            return directory;
        }
        catch (ChangeException exception) when (exception.Failure.Reason is ChangeFailureReason.FileMissing or ChangeFailureReason.StateNotUsable or ChangeFailureReason.UntrustedLink)
        {
            return null;
        }
    }

    /// <summary>What a file holds, in words.</summary>
    public static string Describe(JournalFileLine line, FileGeneration now) => $"'{SafeText.Escape(line.RealPath)}' " + now switch
    {
        FileGeneration.Old => "holds the old bytes",
        FileGeneration.New => "holds the new bytes",
        FileGeneration.Torn => "is half written",
        FileGeneration.Foreign => "holds neither the old nor the new bytes",
        _ => "is not there",
    };
}
