using System.Net;
using System.Net.Sockets;
using System.Text;
using Nginx502.FastCgi;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Asks a pool by a probe below <c>/run</c>, without nginx and with the rights of nginx's worker.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="options">How it is asked.</param>
internal sealed class FpmHalf(IFileCalls calls, GatewayIntegrationOptions options)
{
    private const string DefaultPlace = "/run";
    private const string DefaultExtension = ".php";
    private const string OpenBaseDirectory = "open_basedir";

    private static readonly string[] PhpParameters = ["PHP_VALUE", "PHP_ADMIN_VALUE"];
    private static readonly TimeSpan PathLimit = TimeSpan.FromSeconds(5);

    /// <summary>The extension that a probe needs in a pool: one that security.limit_extensions allows.</summary>
    public static string ExtensionFor(FpmPool pool) =>
        pool.LimitExtensions.Length == 0 || pool.LimitExtensions.Contains(DefaultExtension) ? DefaultExtension : pool.LimitExtensions.FirstOrDefault(extension => extension.StartsWith('.')) ?? DefaultExtension;

    /// <summary>What keeps a pool from a probe below <c>/run</c> and is no fault; null for nothing.</summary>
    /// <param name="reading">Its php-fpm.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="upstream">A location that leads there, which may restrict PHP too; null for none.</param>
    public static string? RestrictionOf(FpmReading reading, FpmPool pool, NginxUpstream? upstream)
    {
        if (pool.Chroot is { Length: > 0 } root)
        {
            return $"the pool has chroot = {root}, in which /run is another directory";
        }

        if (!reading.Instance.Files.IsHost)
        {
            return "its php-fpm has a root of its own, as in a container, in which /run is another directory";
        }

        FpmSetting? setting = pool.GetPhpSetting(OpenBaseDirectory);
        string? name = PhpParameters.FirstOrDefault(parameter => upstream?.Parameters.GetValueOrDefault(parameter)?.Contains(OpenBaseDirectory, StringComparison.Ordinal) == true);
        return setting is not null ? $"the pool has {setting}, which keeps PHP from what lies elsewhere"
            : name is not null ? $"{upstream!.Server} {upstream.Location} hands over open_basedir in {name}, which keeps PHP from what lies elsewhere"
            : null;
    }

    /// <summary>Asks it.</summary>
    /// <param name="reading">Its php-fpm.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="nginx">The nginx whose worker counts; null when there is none.</param>
    /// <param name="upstream">A location that leads there; null for none.</param>
    /// <param name="leftovers">Takes what could not be removed.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended; the probe is removed.</exception>
    public FpmHalfFacts Ask(FpmReading reading, FpmPool pool, NginxReading? nginx, NginxUpstream? upstream, List<string> leftovers, CancellationToken token)
    {
        if (!pool.IsRunning)
        {
            return new FpmHalfFacts { IsRunning = false };
        }

        if (RestrictionOf(reading, pool, upstream) is { } restriction)
        {
            return new FpmHalfFacts { Restriction = restriction };
        }

        if (!Environment.IsPrivilegedProcess && options.Place == DefaultPlace)
        {
            return new FpmHalfFacts { Obstacle = new NotSeen($"the pool {pool.Pool}", "only root can write a probe below /run", "Run it as root.") };
        }

        using FpmPoolAccess access = FpmPoolAccess.Of(reading, pool);
        if (access.Target is not { } own)
        {
            return new FpmHalfFacts { Obstacle = access.Obstacle };
        }

        RunProbe? written = null;
        try
        {
            var probe = new PhpProbe(ExtensionFor(pool), DateTimeOffset.UtcNow);
            written = RunProbe.Write(calls, options.Place, probe);
            FastCgiTarget target = AsWorker(nginx, pool, out string? askedAs, out string? deniedTo) ?? own;
            FastCgiResponse response = FastCgiClient.Send(
                target,
                EncodedRequest.Encode(RequestOf(written.Path, probe, upstream)),
                new FastCgiOptions { Timeout = options.Timeout, MaximumBytes = 2 * PhpProbeReader.MaximumBytes },
                token);
            return new FpmHalfFacts { Response = response, AskedAs = askedAs, DeniedTo = deniedTo };
        }
        catch (ChangeException failure)
        {
            return new FpmHalfFacts { Obstacle = new NotSeen($"the pool {pool.Pool}", failure.Failure.Problem.TrimEnd('.'), failure.Failure.Advice) };
        }
        finally
        {
            written?.Dispose();
            leftovers.AddRange(written?.Leftovers ?? []);
        }
    }

    // What nginx hands over to PHP's own settings decides about limits; nothing else of the site is handed over.
    private static FastCgiRequest RequestOf(string path, PhpProbe probe, NginxUpstream? upstream) => new(path)
    {
        Parameters =
        [
            new KeyValuePair<string, string>(PhpProbe.TokenParameter, probe.Token),
            .. PhpParameters
                .Select(name => new KeyValuePair<string, string?>(name, upstream?.Parameters.GetValueOrDefault(name)))
                .Where(given => given.Value is { Length: > 0 } value && !value.Contains('$', StringComparison.Ordinal) && !value.Contains(SecretText.Mask, StringComparison.Ordinal))
                .Select(given => new KeyValuePair<string, string>(given.Key, given.Value!)),
        ],
    };

    // Null where the worker's rights cannot be taken, and where the kernel does not let it connect: then php-fpm itself may still be well.
    private static FastCgiTarget? AsWorker(NginxReading? nginx, FpmPool pool, out string? askedAs, out string? deniedTo)
    {
        (askedAs, deniedTo) = (null, null);
        if (nginx is null || !Environment.IsPrivilegedProcess || AddressOf(pool.Endpoint) is not { } address)
        {
            return null;
        }

        using SocketClient client = SocketClient.Of(nginx, null);
        if (client.Rights is null || ClientConnector.Connect(client.Rights, client.Place, [address], PathLimit, out _) is not [{ } begun])
        {
            return null;
        }

        if (begun.ErrorNumber is ErrorNumber.PermissionDenied or ErrorNumber.OperationNotPermitted)
        {
            begun.Socket?.Dispose();
            deniedTo = client.Facts?.UserName ?? "its user";
            return null;
        }

        askedAs = client.Facts?.UserName;
        return FastCgiTarget.Begun(pool.Endpoint!, begun);
    }

    private static EndPoint? AddressOf(FpmEndpoint? endpoint) => endpoint switch
    {
        null => null,
        { IsUnixSocket: true } unix => Encoding.UTF8.GetByteCount(unix.SocketPath) <= SocketConnector.MaximumPath ? new UnixDomainSocketEndPoint(unix.SocketPath) : null,
        _ => IPAddress.TryParse(endpoint.Host, out IPAddress? address) ? new IPEndPoint(address, endpoint.Port) : null,
    };
}
