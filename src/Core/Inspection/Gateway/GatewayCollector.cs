using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>
/// Collects what is needed to tell whether nginx and php-fpm agree: their configurations, and what the machine has where they meet.
/// Reads only; of programs, systemctl is asked where systemd runs the machine.
/// </summary>
public static class GatewayCollector
{
    private static readonly string[] ContainerMarks = ["/.dockerenv", "/run/.containerenv"];

    /// <summary>Collects it.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GatewayConfiguration Collect(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        bool isHost = nginx.Select(reading => reading.Instance.Files).Concat(fpm.Select(reading => reading.Instance.Files)).All(IsLive);
        var boot = new BootReader(isHost && ServiceSystem.IsSystemd, cancellationToken);
        var gaps = new List<NotSeen>();
        var listening = new ListeningNow(isHost, gaps);
        return new GatewayConfiguration
        {
            Time = DateTime.Now,
            IsHost = isHost,
            Nginx = [.. nginx.Select(reading => NginxFactsReader.Of(reading, boot))],
            Fpm = [.. fpm.Select(reading => FpmFactsReader.Of(reading, boot))],
            Upstreams = [.. nginx.SelectMany(reading => reading.Configuration.Upstreams)],
            Pools = [.. fpm.SelectMany(reading => reading.Configuration.Pools)],
            Endpoints = new EndpointReader(listening).Read(nginx, fpm, cancellationToken),
            ListeningPorts = listening.Ports,
            SomaxConn = isHost ? ListeningSockets.MaximumBacklog() : null,
            LocalAddresses = isHost ? OwnAddresses.Read() : [],
            IsContainer = isHost && ContainerMarks.Any(mark => FileStatus.TryRead(mark, out _)),
            MissingDocumentRoots = [.. nginx.SelectMany(MissingRoots).Distinct(StringComparer.Ordinal)],
            ClosedDocumentRoots = [.. nginx.SelectMany(ClosedRoots).DistinctBy(closed => closed.Path)],
            NotSeen = [.. gaps],
        };
    }

    private static IEnumerable<string> RootsOf(NginxReading reading) => reading.Configuration.Upstreams
        .Select(upstream => upstream.DocumentRoot)
        .OfType<string>()
        .Where(root => root.StartsWith('/') && !root.Contains('$', StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> MissingRoots(NginxReading reading) => RootsOf(reading).Where(root => IsMissing(reading.Instance.Files, root)).Select(SafeText.Escape);

    // As nginx's worker sees them: root may enter everything.
    private static IEnumerable<ClosedDocumentRoot> ClosedRoots(NginxReading reading)
    {
        if (!IsLive(reading.Instance.Files))
        {
            yield break;
        }

        using SocketClient client = SocketClient.Of(reading, null);
        if (client.Rights is not { UserId: not 0 } rights)
        {
            yield break;
        }

        // Sites share most of the way.
        HashSet<string> entered = [];
        foreach (string root in RootsOf(reading))
        {
            foreach (string directory in WayTo(root).Where(directory => !entered.Contains(directory)))
            {
                FileOpening found = client.Files.Locate(directory);
                using Microsoft.Win32.SafeHandles.SafeFileHandle? handle = found.Handle;
                if (handle is null || FileAccessRule.Of(handle) is not { } rule)
                {
                    break;
                }

                if (!rule.Allows(rights.UserId, rights.AllGroupIds, FileAccessRule.Search))
                {
                    yield return new ClosedDocumentRoot(SafeText.Escape(root), SafeText.Escape(directory), AccessExplanation.Of(rule, rights, client.Users, FileAccessRule.Search));
                    break;
                }

                entered.Add(directory);
            }
        }
    }

    // The directories on the way, the first first.
    private static IEnumerable<string> WayTo(string path)
    {
        for (int end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }

        yield return path;
    }

    private static bool IsMissing(FileTree files, string directory)
    {
        FileOpening found = files.Locate(directory);
        found.Handle?.Dispose();
        return found is { Handle: null, Failure: FileOpeningFailure.NotFound };
    }

    // This machine's own files, or those that a process of it sees.
    private static bool IsLive(FileTree files) => files.IsHost || files.RootPath.StartsWith(ProcessTable.DefaultRoot + "/", StringComparison.Ordinal);
}
