using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks at every endpoint that an upstream or a pool names: what lies there, who listens, and whether nginx's worker may reach it.</summary>
/// <param name="isHost">False for a copy of a server, where nothing listens.</param>
/// <param name="gaps">Takes what could not be seen.</param>
internal sealed class EndpointReader(bool isHost, List<NotSeen> gaps)
{
    private readonly Dictionary<FileTree, UserTable> _users = [];

    /// <summary>Looks at them, as each nginx sees them; as this process does where there is no nginx.</summary>
    public IReadOnlyList<EndpointFacts> Read(
        IReadOnlyList<NginxReading> nginx, IReadOnlyList<NginxUpstream> upstreams, IReadOnlyList<FpmPool> pools, CancellationToken cancellationToken)
    {
        FpmEndpoint[] ofPools = [.. pools.Select(pool => pool.Endpoint).OfType<FpmEndpoint>().Distinct()];
        var listening = new ListeningNow(isHost, gaps);
        var facts = new List<EndpointFacts>();
        foreach (NginxReading reading in nginx)
        {
            WorkerIdentity? worker = WorkerIdentity.Of(reading);
            IEnumerable<FpmEndpoint> own = upstreams.Where(upstream => upstream.MasterConfigurationPath == SafeText.Escape(reading.Configuration.Path)).SelectMany(upstream => upstream.Endpoints);
            foreach (FpmEndpoint endpoint in own.Concat(ofPools).Distinct())
            {
                cancellationToken.ThrowIfCancellationRequested();
                facts.Add(Look(endpoint, reading.Instance.Files, SafeText.Escape(reading.Configuration.Path), worker, listening));
            }
        }

        if (nginx.Count == 0)
        {
            facts.AddRange(ofPools.Select(endpoint => Look(endpoint, FileTree.Host, null, null, listening)));
        }

        return facts;
    }

    private EndpointFacts Look(FpmEndpoint endpoint, FileTree files, string? nginxPath, WorkerIdentity? worker, ListeningNow listening)
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

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0').ToString(CultureInfo.InvariantCulture);
}
