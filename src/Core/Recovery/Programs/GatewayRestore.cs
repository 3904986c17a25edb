using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Adds to a wish to undo a change what the programs concerned have to say and to do: those that read one of its files.</summary>
public static class GatewayRestore
{
    /// <summary>The wish, completed.</summary>
    /// <param name="request">The wish.</param>
    /// <param name="nginx">The configurations of nginx as they are.</param>
    /// <param name="fpm">The configurations of php-fpm as they are.</param>
    /// <param name="reload">True to have the programs take the files up.</param>
    public static RestoreRequest Build(RestoreRequest request, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, bool reload)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        GatewayChange? change = new ChangeJournal().Read().Changes.FirstOrDefault(change => change.Id == request.ChangeId);
        HashSet<string> files = change is null ? [] : [.. change.Files.SelectMany(file => new[] { file.Path, file.RealPath })];
        FpmReading[] ownFpm = [.. fpm.Where(reading => reading.Configuration.Files.Any(file => files.Contains(file.Path)))];
        NginxReading[] ownNginx = [.. nginx.Where(reading => reading.Configuration.Files.Any(file => files.Contains(file.Path)))];

        // Who uses a name of the hosts file asks for it again when it is reloaded, and only then has to say whether it finds all.
        string[] names = change is { RootPath: null } ? [.. change.Settings.Where(setting => setting.Scope == HostEntries.Scope).Select(setting => setting.Name)] : [];
        ownNginx = reload && names.Length > 0 ? [.. ownNginx.Union(HostNameUsers.Of(nginx, names))] : ownNginx;
        IReadOnlyList<FpmReading> reloadedFpm = reload && change is not null ? ProgramActivations.Concerned(ownFpm, change.Settings) : [];
        NginxReading[] reloadedNginx = reload ? ownNginx : [];
        HashSet<string> fpmFiles = [.. ownFpm.SelectMany(reading => reading.Configuration.Files).Select(file => file.Path)];
        HashSet<string> nginxFiles = [.. ownNginx.SelectMany(reading => reading.Configuration.Files).Select(file => file.Path)];
        var socket = SocketPermissionChange.Undoing(change);
        return request with
        {
            Checks = ProgramChecks.For(ownFpm, ownNginx, request.Force),
            Activation = ProgramActivations.Join([.. socket is null ? Array.Empty<IChangeActivation>() : [socket], .. ProgramActivations.For(reloadedFpm, reloadedNginx, change?.Settings ?? [])]),
            ActsWithoutFiles = socket is not null,
            LoadedFiles = staged => StagedReading.Files(ownFpm, ownNginx, staged),
            Mask = ConfigurationMask.For(fpmFiles, nginxFiles),
            Notices = reload && change?.RootPath is { } root ? [ProgramActivations.NothingBelow(root)] : UnloadedFiles.Describe(reloadedFpm, reloadedNginx),
            FpmUnit = FpmUnit.Of(ownFpm),
        };
    }

    /// <summary>What is said when no change can be undone.</summary>
    public static ChangeFailure NothingToUndo => UndoRequest.NoChange(null).Failure;

    /// <summary>The last change that can be undone; null when there is none. Undoings are passed over: the last one twice goes back two changes.</summary>
    /// <param name="changes">The changes of the journal, those that were interrupted settled.</param>
    public static GatewayChange? FindLast(IReadOnlyList<GatewayChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.LastOrDefault(change => change is { State: ChangeState.Committed, Undoes: null });
    }
}
