using System.Globalization;
using System.Net;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Asks a location of nginx for a script that nobody can guess, through nginx's own listener, and compares what it hands over with what php-fpm has.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="options">How it is asked.</param>
internal sealed class NginxHalf(IFileCalls calls, GatewayIntegrationOptions options)
{
    private const string IndexScript = "index.php";
    private const string NoName = "localhost";

    /// <summary>Asks it.</summary>
    /// <param name="nginx">The nginx.</param>
    /// <param name="upstream">The location.</param>
    /// <param name="fpm">The php-fpm that it leads to.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="leftovers">Takes what could not be removed.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended; the probe is removed.</exception>
    public NginxHalfFacts Ask(NginxReading nginx, NginxUpstream upstream, FpmReading fpm, FpmPool pool, List<string> leftovers, CancellationToken token)
    {
        var probe = new PhpProbe(FpmHalf.ExtensionFor(pool), DateTimeOffset.UtcNow);
        var facts = new NginxHalfFacts { Upstream = upstream, IsRunning = nginx.Instance.Master is not null };
        string? directory = ProbeUri.DirectoryFor(upstream.Location, probe.FileName);
        string host = HostOf(upstream) ?? NoName;
        if (directory is null)
        {
            return facts with
            {
                ScriptFileName = HandedOver.Resolve(upstream.ScriptFileName, upstream, "/" + IndexScript, host),
                Obstacle = new NotSeen($"{upstream.Server} {upstream.Location}", "it takes no name that nobody has, and the site's own scripts are not run", "Ask the site itself: Get-502Diagnosis -Uri."),
            };
        }

        string path = directory + probe.FileName;
        facts = WithHandedOver(facts, nginx, upstream, fpm, pool, directory, path, host);
        if (!facts.IsRunning || !pool.IsRunning)
        {
            return facts;
        }

        (IPEndPoint? place, NotSeen? obstacle) = PlaceOf(nginx, upstream, host);
        if (place is null)
        {
            return facts with { Obstacle = obstacle };
        }

        facts = facts with { Uri = SafeText.Escape($"//{host}{path}"), Address = place.ToString() };
        return options.IsInDocumentRoot && facts is { HasScriptDirectory: not false, MissedScript: null }
            ? AskInDocumentRoot(facts, nginx, upstream, probe, place, host, path, leftovers, token)
            : WithAnswer(facts, place, host, path, null, token);
    }

    /// <summary>The directory on this machine in which a script of such a path lies; null where it is not known.</summary>
    /// <param name="nginx">The nginx.</param>
    /// <param name="upstream">The location.</param>
    /// <param name="path">The path.</param>
    /// <param name="host">The host.</param>
    public static string? DirectoryOf(NginxReading nginx, NginxUpstream upstream, string path, string host)
    {
        string? file = HandedOver.RootOf(upstream) is { } root && !HandedOver.IsAlias(upstream) ? root + path : HandedOver.Resolve(upstream.ScriptFileName, upstream, path, host);
        return nginx.Instance.Files.IsHost && file is ['/', ..] && Path.GetFileName(file) == Path.GetFileName(path) ? Path.GetDirectoryName(file) : null;
    }

    /// <summary>A name of the server that can be asked for as it stands; null when it has none.</summary>
    public static string? HostOf(NginxUpstream upstream) => upstream.ServerNames
        .Select(name => name.StartsWith("*.", StringComparison.Ordinal) ? "nginx502" + name[1..] : name.StartsWith('.') ? name[1..] : name)
        .FirstOrDefault(name => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'));

    private NginxHalfFacts AskInDocumentRoot(
        NginxHalfFacts facts, NginxReading nginx, NginxUpstream upstream, PhpProbe probe, IPEndPoint place, string host, string path, List<string> leftovers, CancellationToken token)
    {
        if (DirectoryOf(nginx, upstream, path, host) is not { } directory)
        {
            return facts with { Obstacle = new NotSeen($"the document root of {upstream.Server} {upstream.Location}", "it is known for each request only, or in another root", "Test without -InDocumentRoot.") };
        }

        DocumentRootProbe? written = null;
        try
        {
            written = DocumentRootProbe.Write(calls, directory, probe);
            return WithAnswer(facts with { IsInDocumentRoot = true }, place, host, path, probe.Token, token);
        }
        catch (ChangeException failure)
        {
            return facts with { Obstacle = new NotSeen($"what {upstream.Server} {upstream.Location} makes of a probe in {SafeText.Escape(directory)}", failure.Failure.Problem.TrimEnd('.'), failure.Failure.Advice) };
        }
        finally
        {
            written?.Dispose();
            leftovers.AddRange(written?.Leftovers ?? []);
        }
    }

    private NginxHalfFacts WithAnswer(NginxHalfFacts facts, IPEndPoint place, string host, string path, string? probeToken, CancellationToken token)
    {
        (SiteAnswer? answer, string? problem) = SiteRequest.Send(place, host, path, probeToken, options.Timeout, token);
        return facts with { Answer = answer, Problem = problem };
    }

    private static NginxHalfFacts WithHandedOver(NginxHalfFacts facts, NginxReading nginx, NginxUpstream upstream, FpmReading fpm, FpmPool pool, string directory, string path, string host)
    {
        string? script = HandedOver.Resolve(upstream.ScriptFileName, upstream, path, host);
        string? documentRoot = HandedOver.Resolve(upstream.Parameters.GetValueOrDefault("DOCUMENT_ROOT"), upstream, path, host);
        FileTree files = fpm.Instance.Files;

        // Who is not root may not see everything that php-fpm sees.
        bool? hasDirectory = Environment.IsPrivilegedProcess && script is ['/', ..]
            ? files.TryReadStatus(InChroot(pool, Path.GetDirectoryName(script)!), out FileStatus status) && status.Kind == FileKind.Directory
            : null;
        string index = directory + IndexScript;
        string? missed = null;
        if (hasDirectory == true && HandedOver.RootOf(upstream) is { } root && !HandedOver.IsAlias(upstream) && ProbeUri.DirectoryFor(upstream.Location, IndexScript) == directory
            && nginx.Instance.Files.IsFile(root + index) && HandedOver.Resolve(upstream.ScriptFileName, upstream, index, host) is { } pointed && !files.IsFile(InChroot(pool, pointed)))
        {
            missed = root + index;
        }

        return facts with { ScriptFileName = script, DocumentRoot = documentRoot, HasScriptDirectory = hasDirectory, MissedScript = missed };
    }

    private static string InChroot(FpmPool pool, string path) => pool.Chroot is { Length: > 0 } root ? root.TrimEnd('/') + path : path;

    private static (IPEndPoint? Place, NotSeen? Obstacle) PlaceOf(NginxReading nginx, NginxUpstream upstream, string host)
    {
        string what = $"{upstream.Server} {upstream.Location}";
        if (SocketClient.Of(nginx, null) is { } client)
        {
            using (client)
            {
                if (client.Facts?.HasOtherNetwork == true)
                {
                    return (null, new NotSeen(what, "its nginx listens in another network namespace, as of a container", "Run this in that container, or with nsenter --net."));
                }
            }
        }

        SiteServer[] servers = [.. SiteListeners.ServersOf(nginx.Configuration)];
        bool isBalancers = false;
        foreach (int port in upstream.Listen.Select(PortOf).OfType<int>().Distinct())
        {
            // A request without a name that fits goes to whichever server is the default one there.
            if (HostOf(upstream) is null && servers.Count(server => server.Listens.Any(listen => listen.AddressAt(port) is not null)) > 1)
            {
                continue;
            }

            IReadOnlyList<IPEndPoint> places = SiteListeners.Of([nginx], host, port, out bool isProxied);
            isBalancers |= isProxied;
            if (!isProxied && places.Count > 0)
            {
                return (places[0], null);
            }
        }

        return (null, isBalancers ? new NotSeen(what, "it takes requests of a balancer only (proxy_protocol)", "Ask by the public name.")
            : HostOf(upstream) is null ? new NotSeen(what, "the server has no plain name, and others listen there too", "Ask the site itself: Get-502Diagnosis -Uri.")
            : new NotSeen(what, "no port was found on which its nginx listens for it", "See whether nginx was reloaded since its configuration was changed."));
    }

    // 80, 127.0.0.1:8080, [::]:443, *:80; a unix socket has none.
    private static int? PortOf(string listen)
    {
        if (listen.StartsWith("unix:", StringComparison.Ordinal))
        {
            return null;
        }

        string last = listen[(listen.LastIndexOf(':') + 1)..];
        const int usual = 80;
        return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : usual;
    }
}
