using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Whose rights and whose place in the machine count for a test: nginx's worker, or a user in nginx's place.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly bool _ownsFiles;

    private SocketClient(FpmSocketClient? facts, ClientRights? rights, ClientRights? afterReload, ClientPlace place, FileTree files, bool ownsFiles, IReadOnlyList<NotSeen> gaps)
    {
        (Facts, Rights, RightsAfterReload, Place, Files, _ownsFiles, Gaps) = (facts, rights, afterReload, place, files, ownsFiles, gaps);
        Users = UserTable.Read(files);
    }

    /// <summary>Who it is, for people; null for nobody in particular.</summary>
    public FpmSocketClient? Facts { get; }

    /// <summary>Its rights; null for nobody in particular.</summary>
    public ClientRights? Rights { get; }

    /// <summary>The rights that its user would get now.</summary>
    public ClientRights? RightsAfterReload { get; }

    /// <summary>From where it connects.</summary>
    public ClientPlace Place { get; }

    /// <summary>The network namespace; null for the own one.</summary>
    public string? Network { get; private init; }

    /// <summary>The files as it sees them.</summary>
    public FileTree Files { get; }

    /// <summary>The users there.</summary>
    public UserTable Users { get; }

    /// <summary>What could not be seen of it.</summary>
    public IReadOnlyList<NotSeen> Gaps { get; }

    /// <summary>True when this process already has these rights, so that none need be taken.</summary>
    public bool IsOurselves => Rights is { } rights && !Environment.IsPrivilegedProcess
        && ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.Credentials is { } own
        && own.EffectiveUserId == rights.UserId && new HashSet<uint>([own.EffectiveGroupId, .. own.GroupIds]).SetEquals(rights.AllGroupIds);

    /// <summary>The worker of an nginx, or a user in its place.</summary>
    /// <param name="reading">The nginx; null when there is none.</param>
    /// <param name="asUser">The user; null for the worker itself.</param>
    /// <exception cref="UserNotKnownException">There is no such user there.</exception>
    public static SocketClient Of(NginxReading? reading, string? asUser)
    {
        ProcessEntry? own = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId);
        GatewayWorker? worker = reading?.Instance.Master?.Workers.FirstOrDefault();
        ProcessEntry? process = worker is null ? reading?.Instance.Process : ProcessTable.ReadOne(ProcessTable.DefaultRoot, worker.ProcessId);
        var gaps = new List<NotSeen>();
        bool isElsewhere = process is not null && ProcessTrust.IsElsewhere(process, own?.MountNamespace);
        FileTree? elsewhere = isElsewhere ? ProcessTree.Open(process!) : null;
        FileTree files = elsewhere ?? reading?.Instance.Files ?? FileTree.Host;
        bool hasOtherNetwork = process?.NetworkNamespace is { } network && network != own?.NetworkNamespace;
        var place = new ClientPlace(elsewhere?.Handle, hasOtherNetwork ? ProcessTree.OpenNetwork(process!) : null);
        if ((isElsewhere && elsewhere is null) || (hasOtherNetwork && place.Network is null) || (process is not null && !Environment.IsPrivilegedProcess && process.MountNamespace is null))
        {
            gaps.Add(new NotSeen("the files and the network as nginx's worker has them", "only root may look from its place", "Run it as root."));
        }

        (FpmSocketClientSource source, ClientRights? rights) = RightsOf(reading, worker, process, files, asUser);
        ClientRights? afterReload = source == FpmSocketClientSource.NginxWorker && reading is not null ? AfterReload(reading, files, rights!) : rights;
        UserTable users = UserTable.Read(files);
        FpmSocketClient? facts = rights is null ? null : new FpmSocketClient(
            source,
            SafeText.Escape(users.UserName(rights.UserId)),
            rights.UserId,
            Names(users, rights.AllGroupIds),
            source == FpmSocketClientSource.NginxWorker ? worker!.ProcessId : null,
            SafeText.Escape(elsewhere is null ? "/" : files.RootPath),
            hasOtherNetwork)
        {
            GroupNamesAfterReload = Names(users, afterReload!.AllGroupIds.Except(rights.AllGroupIds)),
        };
        return new SocketClient(facts, rights, afterReload, place, files, elsewhere is not null, gaps) { Network = hasOtherNetwork ? process!.NetworkNamespace : null };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Place.Network?.Dispose();
        if (_ownsFiles)
        {
            Files.Dispose();
        }
    }

    private static (FpmSocketClientSource Source, ClientRights? Rights) RightsOf(NginxReading? reading, GatewayWorker? worker, ProcessEntry? process, FileTree files, string? asUser)
    {
        if (asUser is not null)
        {
            UserTable users = UserTable.Read(files);
            SystemUser user = users.User(asUser) ?? (uint.TryParse(asUser, out uint id) ? users.User(id) : null) ?? throw new UserNotKnownException(asUser);
            return (FpmSocketClientSource.AsUser, ClientRights.Of(user.UserId, users.GroupIdsOf(user)));
        }

        if (worker is not null)
        {
            ulong capabilities = process?.Credentials?.EffectiveCapabilities ?? (worker.UserId == 0 ? ulong.MaxValue : 0);
            return (FpmSocketClientSource.NginxWorker, new ClientRights(worker.UserId, worker.GroupId, worker.GroupIds, capabilities));
        }

        return (
            FpmSocketClientSource.NginxConfiguration,
            reading is not null && WorkerIdentity.Of(reading) is { } identity ? ClientRights.Of(identity.UserId, identity.GroupIds) : null);
    }

    // What the user's groups are by now, which a running worker does not take up.
    private static ClientRights AfterReload(NginxReading reading, FileTree files, ClientRights rights)
    {
        UserTable users = UserTable.Read(files);
        return users.User(rights.UserId) is { } user && !reading.Instance.IsNamed
            ? rights with { GroupIds = [.. users.GroupIdsOf(user).Where(group => group != rights.GroupId)] }
            : rights;
    }

    private static string[] Names(UserTable users, IEnumerable<uint> groups) => [.. groups.Select(users.GroupName).Select(SafeText.Escape)];
}
