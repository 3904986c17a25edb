namespace Nginx502.Diagnosis;

/// <summary>What is wrong with a unix socket as a file: it is missing, is something else, or the client may not pass.</summary>
internal static class FileFailures
{
    /// <summary>The failure; null when there is none, or when the kernel made the connection for the client all the same.</summary>
    public static SocketFailure? Find(FpmSocketFacts facts, FpmSocketAttempt? attempt)
    {
        if (!facts.Endpoint.IsUnixSocket || attempt is { IsAsClient: true, IsConnected: true })
        {
            return null;
        }

        if (attempt?.Failure?.Kind == FastCgiFailureKind.PathTooLong)
        {
            return new SocketFailure(
                FpmSocketRungKind.Exists,
                Errno.ENAMETOOLONG,
                $"{attempt.Failure.Message.TrimEnd('.')}: nginx refuses such a path, and php-fpm cuts it off and listens elsewhere.",
                new Remedy("Choose a shorter path, such as one below /run/php.", MoveCommand(facts), ChangeApplies.FpmReload, Disruptions.FpmReload));
        }

        return facts.IsMissing == true ? Missing(facts)
            : facts.Kind is not (null or "Socket") ? NotASocket(facts, facts.Kind)
            : attempt is null or { IsAsClient: false } ? DeniedByRules(facts) : null;
    }

    /// <summary>The step that the client may not pass, by owner, group, mode and access list; null when it may pass all.</summary>
    public static FpmSocketStep? Obstacle(FpmSocketFacts facts) => facts.Steps.FirstOrDefault(step => step.IsAllowed == false);

    /// <summary>The failure of a client that may not pass.</summary>
    /// <param name="facts">What was seen.</param>
    /// <param name="obstacle">The step that it may not pass.</param>
    /// <param name="error">The kernel's error; by the rules alone it is 13.</param>
    public static SocketFailure Denied(FpmSocketFacts facts, FpmSocketStep obstacle, int error)
    {
        bool isDirectory = obstacle.Kind == "Directory";
        bool mendsReload = obstacle.IsAllowedAfterReload == true && facts.Client!.GroupNamesAfterReload.Length > 0;
        string groups = mendsReload
            ? $"; /etc/group puts {facts.Client!.UserName} into {string.Join(", ", facts.Client.GroupNamesAfterReload)} by now, and the running worker does not know it"
            : string.Empty;
        string list = obstacle.AccessList.Length > 0 ? $" with the access list {string.Join(' ', obstacle.AccessList)}" : string.Empty;
        string explanation = $"{facts.Client!.UserName} may not {(isDirectory ? "enter" : "connect to")} {obstacle.Path} ({obstacle.OwnerName}:{obstacle.GroupName} {obstacle.Mode}{list}): {obstacle.Reason}{groups}.";
        Remedy[] remedies =
        [
            .. mendsReload ? [SocketRemedies.ReloadNginx()] : Array.Empty<Remedy>(),
            .. isDirectory ? SocketRemedies.Pass(facts, obstacle) : facts.Pool is { } pool ? SocketRemedies.LetIn(facts, pool) : [SocketRemedies.Compare(facts)],
        ];
        return new SocketFailure(isDirectory ? FpmSocketRungKind.Reachable : FpmSocketRungKind.Permitted, error, explanation, remedies);
    }

    private static SocketFailure? DeniedByRules(FpmSocketFacts facts) => Obstacle(facts) is { } obstacle ? Denied(facts, obstacle, (int)Errno.EACCES) : null;

    private static SocketFailure Missing(FpmSocketFacts facts)
    {
        string path = SafeText.Escape(facts.Endpoint.SocketPath!);
        FpmSocketStep? last = facts.Steps.Length > 0 ? facts.Steps[^1] : null;
        if (last is { Kind: not "Directory" })
        {
            return new SocketFailure(
                FpmSocketRungKind.Exists, Errno.ENOTDIR, $"{last.Path}, on the way to {path}, is {KindWords.Of(last.Kind)} and no directory.", SocketRemedies.Compare(facts));
        }

        if (facts.IsOnlyElsewhere)
        {
            return new SocketFailure(
                FpmSocketRungKind.Exists,
                Errno.ENOENT,
                facts is { Client.RootPath: "/", Listener: { } inside }
                    ? $"{inside} sees files of its own, as with PrivateTmp or a container, and {path} is among these alone: for nginx it is not there."
                    : $"nginx sees files of its own ({facts.Client?.RootPath ?? "another root"}), as with PrivateTmp, a chroot or a container, and {path} is not among them, though it is there outside.",
                new Remedy("Put the socket where both see it, such as below /run/php.", MoveCommand(facts), ChangeApplies.FpmReload, Disruptions.FpmReload));
        }

        if (facts.ListenerOfDeletedFile is { } listener)
        {
            return new SocketFailure(
                FpmSocketRungKind.Exists,
                Errno.ENOENT,
                $"{path} was deleted, and {listener} still listens on what it was: nobody can reach it any more.",
                SocketRemedies.Restart(listener, "Restart php-fpm: a reload does not make a deleted socket again."));
        }

        if (facts.LinkTarget is { } target)
        {
            return new SocketFailure(
                FpmSocketRungKind.Exists, Errno.ENOENT, $"{path} is a link to {target}, and nothing is there.", SocketRemedies.Compare(facts));
        }

        string where = last is null || last.Path.TrimEnd('/') == Path.GetDirectoryName(facts.Endpoint.SocketPath)?.TrimEnd('/') ? string.Empty : $"; of its way nothing is there behind {last.Path}";
        return facts.Pool is { } pool
            ? new SocketFailure(
                FpmSocketRungKind.Exists,
                Errno.ENOENT,
                pool.IsRunning
                    ? $"{path} is not there though the pool {pool.Pool} is to listen there: its php-fpm was not restarted since, or the socket was deleted{where}."
                    : $"{path} is not there: the php-fpm of the pool {pool.Pool} does not run{where}.",
                pool.IsRunning
                    ? SocketRemedies.Restart(facts.Listener, "Restart php-fpm: a reload does not make a deleted socket again.")
                    : new Remedy($"Start the php-fpm of {pool.ConfigurationPath}; its log says why it ended.", null, ChangeApplies.FpmRestart),
                SocketRemedies.Compare(facts))
            : new SocketFailure(
                FpmSocketRungKind.Exists, Errno.ENOENT, $"{path} is not there, and no pool is configured to listen there{where}.", SocketRemedies.Compare(facts));
    }

    private static SocketFailure NotASocket(FpmSocketFacts facts, string kind)
    {
        string path = facts.Steps.Length > 0 ? facts.Steps[^1].Path : SafeText.Escape(facts.Endpoint.SocketPath!);
        return new SocketFailure(
            FpmSocketRungKind.IsSocket,
            Errno.ECONNREFUSED,
            $"{path} is {KindWords.Of(kind)} and no socket: nobody can listen there.",
            facts.Pool is null
                ? SocketRemedies.Compare(facts)
                : new Remedy("See what it is and remove it, then restart php-fpm, which makes its socket there.", $"ls -ld {PasteText.Shell(path)}", ChangeApplies.FpmRestart, Disruptions.FpmRestart));
    }

    private static string? MoveCommand(FpmSocketFacts facts) => facts.Pool is not { } pool ? null : CommandText.ForPool(
        "Sync-FpmEndpoint",
        pool.Pool,
        pool.IsNameUnique ? null : pool.ConfigurationPath,
        $"-Transport UnixSocket -Endpoint {PasteText.PowerShellArgument($"/run/php/{pool.Pool}.sock")} -Reload");
}
