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
            NotSeen = [.. gaps],
        };
    }

    private static IEnumerable<string> MissingRoots(NginxReading reading) => reading.Configuration.Upstreams
        .Select(upstream => upstream.DocumentRoot)
        .OfType<string>()
        .Where(root => root.StartsWith('/') && !root.Contains('$', StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal)
        .Where(root => IsMissing(reading.Instance.Files, root))
        .Select(SafeText.Escape);

    private static bool IsMissing(FileTree files, string directory)
    {
        FileOpening found = files.Locate(directory);
        found.Handle?.Dispose();
        return found is { Handle: null, Failure: FileOpeningFailure.NotFound };
    }

    // This machine's own files, or those that a process of it sees.
    private static bool IsLive(FileTree files) => files.IsHost || files.RootPath.StartsWith(ProcessTable.DefaultRoot + "/", StringComparison.Ordinal);
}
