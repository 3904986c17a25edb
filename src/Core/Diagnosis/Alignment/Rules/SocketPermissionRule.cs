namespace Nginx502.Diagnosis;

/// <summary>
/// nginx's worker may not connect to the socket: by what lies there, and by what the pool's lines will make at the next restart.
/// To connect takes the right to write (man 7 unix).
/// </summary>
internal sealed class SocketPermissionRule : IAlignmentRule
{
    private const int DefaultMode = 0b110_110_000;
    private const int GroupWrite = 0b000_010_000;
    private const int OwnerWrite = 0b010_000_000;
    private const int OtherWrite = 0b000_000_010;

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: not null, Pool: { Endpoint: { IsUnixSocket: true } endpoint } pool, Nginx: { UserName: { } user } nginx } || user == "root")
        {
            yield break;
        }

        if (pair.Facts is { Kind: "Socket", Obstacle: { } obstacle } facts)
        {
            yield return obstacle.IsDirectory
                ? Directory(pair, endpoint, user, obstacle)
                : Socket(pair, pool, user, $"{obstacle.Path} ({facts.OwnerName}:{facts.GroupName} {facts.Mode}{(facts.HasAccessList ? " and an access list" : string.Empty)}): {obstacle.Reason}.");
        }
        else if (ReasonByConfiguration(pool, nginx) is { } reason)
        {
            yield return Socket(pair, pool, user, $"{reason}{(pair.Facts is { Kind: "Socket" } ? " The socket that is there now lets it; the next restart of php-fpm will not." : string.Empty)}");
        }
    }

    /// <summary>Why a pool's own lines keep nginx's worker out; null when they let it in.</summary>
    internal static string? ReasonByConfiguration(FpmPool pool, NginxFacts nginx)
    {
        if (pool.ListenAclUsers.Length > 0 || pool.ListenAclGroups.Length > 0)
        {
            bool isNamed = pool.ListenAclUsers.Contains(nginx.UserName, StringComparer.Ordinal) || pool.ListenAclGroups.Intersect(nginx.GroupNames, StringComparer.Ordinal).Any();
            return isNamed ? null : $"listen.acl_users and listen.acl_groups do not name {nginx.UserName} or a group of it; listen.owner and listen.group are ignored beside them.";
        }

        // Unset, both are the master's own, which is root's; an owner brings its own group, which is not known here.
        string owner = pool.ListenOwner ?? "root";
        string? group = pool.ListenGroup ?? (pool.ListenOwner is null ? "root" : null);
        int mode = ModeOf(pool.ListenMode);
        bool isLetIn = owner == nginx.UserName ? (mode & OwnerWrite) != 0
            : group is null || nginx.GroupNames.Contains(group, StringComparer.Ordinal) ? (mode & GroupWrite) != 0
            : (mode & OtherWrite) != 0;
        return isLetIn ? null : $"The socket is to belong to {owner}:{group ?? "its group"} with mode {Convert.ToString(mode, 8).PadLeft(4, '0')}.";
    }

    // As strtoul(…, 8) takes it: digits up to the first that is none.
    private static int ModeOf(string? text)
    {
        if (text is null)
        {
            return DefaultMode;
        }

        string digits = string.Concat(text.TakeWhile(letter => letter is >= '0' and <= '7').TakeLast(4));
        return digits.Length == 0 ? 0 : Convert.ToInt32(digits, 8);
    }

    private static AlignmentMismatch Directory(AlignmentPair pair, FpmEndpoint endpoint, string user, AccessObstacle obstacle) => new(
        AlignmentMismatchKind.DirectoryNotSearchable,
        Severity.Error,
        502,
        $"nginx's worker runs as {user} and may not enter {obstacle.Path}, on the way to the socket: {obstacle.Reason}.",
        pair.NginxPlace,
        AlignmentPlace.Of(pair.Pool!, "listen"),
        Way(pair, endpoint.SocketPath!, user, obstacle));

    // Below /run everybody may pass, so that what is closed there was closed by somebody.
    private static Remedy[] Way(AlignmentPair pair, string socketPath, string user, AccessObstacle obstacle)
    {
        var open = new Remedy("Let nginx's user pass.", $"setfacl -m u:{PasteText.Shell(user)}:x {PasteText.Shell(obstacle.Path)}");
        var move = new Remedy(
            "Move the socket below /run, where everybody may pass.",
            CommandText.ForPool(pair.Context, "Sync-FpmEndpoint", pair.Pool!, $"-Transport UnixSocket -Endpoint {PasteText.PowerShellArgument("/run/php/" + Path.GetFileName(socketPath))} -Reload"),
            ChangeApplies.FpmReload,
            Disruptions.FpmReload);
        return SocketRemedies.IsOpenToAll(obstacle.Path) ? [SocketRemedies.LetPassBelowRun(obstacle.Path, user)] : [move, open];
    }

    private static AlignmentMismatch Socket(AlignmentPair pair, FpmPool pool, string user, string reason)
    {
        bool hasAccessList = pool.ListenAclUsers.Length > 0 || pool.ListenAclGroups.Length > 0;
        string group = pair.Nginx!.GroupNames.Length > 0 ? pair.Nginx.GroupNames[0] : user;
        bool isMode = !hasAccessList && (pool.ListenGroup == group || pool.ListenOwner == user);
        (string Name, string Value)[] directives = hasAccessList
            ? [("listen.acl_users", string.Join(',', pool.ListenAclUsers.Append(user)))]
            : [("listen.group", group), ("listen.mode", "0660")];
        return new AlignmentMismatch(
            AlignmentMismatchKind.SocketPermission,
            Severity.Error,
            502,
            $"nginx's worker runs as {user} and may not connect. {reason}",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, hasAccessList ? "listen.acl_users" : isMode ? "listen.mode" : "listen.group"),
            [
                .. hasAccessList || pool.RootPath is not null ? [] : (Remedy[])[CommandText.RepairSocket(pair.Context, pool)],
                new Remedy(
                    hasAccessList
                        ? "Name nginx's user in the access list, and restart php-fpm, which applies it at a restart only."
                        : "Give the socket to a group of nginx's, and restart php-fpm, which applies owner, group and mode at a restart only.",
                    CommandText.SetDirectives(pair.Context, pool, isReloaded: false, directives),
                    ChangeApplies.FpmRestart,
                    Disruptions.FpmRestart),
            ]);
    }
}
