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
        GatewayChange? change = Find(request.ChangeId);
        HashSet<string> files = change is null ? [] : [.. change.Files.SelectMany(file => new[] { file.Path, file.RealPath })];
        FpmReading[] ownFpm = [.. fpm.Where(reading => reading.Configuration.Files.Any(file => files.Contains(file.Path)))];
        NginxReading[] ownNginx = [.. nginx.Where(reading => reading.Configuration.Files.Any(file => files.Contains(file.Path)))];
        IReadOnlyList<IChangeActivation> activations = reload ? ProgramActivations.For(ownFpm, ownNginx, change?.Settings ?? []) : [];
        HashSet<string> fpmFiles = [.. ownFpm.SelectMany(reading => reading.Configuration.Files).Select(file => file.Path)];
        HashSet<string> nginxFiles = [.. ownNginx.SelectMany(reading => reading.Configuration.Files).Select(file => file.Path)];
        return request with
        {
            Checks = ProgramChecks.For(ownFpm, ownNginx, request.Force),
            Activation = ProgramActivations.Join(activations),
            LoadedFiles = staged => StagedReading.Files(ownFpm, ownNginx, staged),
            Mask = ConfigurationMask.For(fpmFiles, nginxFiles),
        };
    }

    private static GatewayChange? Find(int? id)
    {
        IReadOnlyList<GatewayChange> changes = new ChangeJournal().Read().Changes;
        return id is { } number ? changes.FirstOrDefault(change => change.Id == number) : changes.LastOrDefault(change => change is { State: ChangeState.Committed, Undoes: null });
    }
}
