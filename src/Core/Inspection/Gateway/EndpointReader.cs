using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks at every endpoint that an upstream or a pool names: what lies there, who listens, and whether nginx's worker may reach it.</summary>
/// <param name="listening">Who listens where.</param>
internal sealed class EndpointReader(ListeningNow listening)
{
    private readonly Dictionary<FileTree, UserTable> _users = [];

    /// <summary>Looks at them, as each nginx sees them; as each php-fpm does where there is no nginx.</summary>
    public EndpointFacts[] Read(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, CancellationToken cancellationToken)
    {
        FpmEndpoint[] ofPools = [.. fpm.SelectMany(EndpointsOf).Distinct()];
        var facts = new List<EndpointFacts>();
        foreach (NginxReading reading in nginx)
        {
            WorkerIdentity? worker = WorkerIdentity.Of(reading);
            foreach (FpmEndpoint endpoint in reading.Configuration.Upstreams.SelectMany(upstream => upstream.Endpoints).Concat(ofPools).Distinct())
            {
                cancellationToken.ThrowIfCancellationRequested();
                facts.Add(Look(endpoint, reading.Instance.Files, SafeText.Escape(reading.Configuration.Path), worker));
            }
        }

        if (nginx.Count == 0)
        {
            facts.AddRange(fpm.SelectMany(reading => EndpointsOf(reading).Select(endpoint => Look(endpoint, reading.Instance.Files, null, null))));
        }

        return [.. facts];
    }

    private static IEnumerable<FpmEndpoint> EndpointsOf(FpmReading reading) =>
        reading.Configuration.Pools.Select(pool => pool.Endpoint).OfType<FpmEndpoint>().Distinct();

    private EndpointFacts Look(FpmEndpoint endpoint, FileTree files, string? nginxPath, WorkerIdentity? worker)
    {
        if (!endpoint.IsUnixSocket)
        {
            return new EndpointFacts(endpoint, nginxPath, null, null, null, null, null, false, listening.IsListening(endpoint, null), listening.OwnerOf(endpoint, null), null);
        }

        IReadOnlyList<PathRung> rungs = PathLadder.Climb(files, endpoint.SocketPath, out FileOpeningFailure? failure);
        AccessObstacle? obstacle = worker is null ? null : Obstacle(rungs, worker, files);
        if (failure is not null || rungs.Count == 0)
        {
            return new EndpointFacts(endpoint, nginxPath, null, null, null, null, null, false, listening.IsListening(endpoint, null), listening.OwnerOf(endpoint, null), obstacle);
        }

        PathRung end = rungs[^1];
        UserTable users = UsersOf(files);
        files.TryReadStatus(endpoint.SocketPath, out FileStatus status);
        return new EndpointFacts(
            endpoint,
            nginxPath,
            SafeText.Escape(end.Path),
            end.Kind.ToString(),
            SafeText.Escape(users.UserName(end.Access.OwnerId)),
            SafeText.Escape(users.GroupName(end.Access.GroupId)),
            Octal(end.Access.Mode),
            end.Access.AccessList.Count > 0,
            listening.IsListening(endpoint, status.Identity),
            listening.OwnerOf(endpoint, status.Identity),
            obstacle);
    }

    // Every directory on the way must be searched, and to connect takes the right to write (man 7 unix).
    private AccessObstacle? Obstacle(IReadOnlyList<PathRung> rungs, WorkerIdentity worker, FileTree files)
    {
        foreach (PathRung rung in rungs)
        {
            bool isDirectory = rung.Kind == FileKind.Directory;
            if (!rung.Access.Allows(worker.UserId, [.. worker.GroupIds], isDirectory ? FileAccessRule.Search : FileAccessRule.Write))
            {
                UserTable users = UsersOf(files);
                string owner = $"{SafeText.Escape(users.UserName(rung.Access.OwnerId))}:{SafeText.Escape(users.GroupName(rung.Access.GroupId))}";
                string list = rung.Access.AccessList.Count > 0 ? " and an access list" : string.Empty;
                return new AccessObstacle(
                    SafeText.Escape(rung.Path),
                    isDirectory,
                    $"it belongs to {owner} with mode {Octal(rung.Access.Mode)}{list}, and the worker has the groups {string.Join(", ", worker.GroupIds.Select(users.GroupName).Select(SafeText.Escape))}");
            }
        }

        return null;
    }

    private UserTable UsersOf(FileTree files)
    {
        if (!_users.TryGetValue(files, out UserTable? users))
        {
            _users[files] = users = UserTable.Read(files);
        }

        return users;
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
