using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>nginx hands over where no pool listens: says which pool was probably meant, and in which way the two differ.</summary>
internal sealed class EndpointServedRule : IAlignmentRule
{
    private const int ShownSites = 3;

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is { Upstream: { Protocol: UpstreamProtocol.FastCgi } upstream, Server: { Endpoint: { } endpoint, IsDown: false } server, Pool: null }
            && pair.Context.Matching.IsLocal(endpoint))
        {
            AlignmentPlace place = AlignmentPlace.Of(upstream, server);
            yield return pair.Context.Matching.IsOfAnotherProgram(endpoint, pair.Facts) ? OtherProgram(endpoint, pair.Facts, place)
                : pair.LikelyPool is { } pool ? Mismatch(pair, endpoint, pool, place)
                : NoPool(pair.Context.Gateway.Fpm.FirstOrDefault(), endpoint, place);
        }
    }

    internal static AlignmentMismatchKind KindOf(FpmEndpoint endpoint, FpmPool pool)
    {
        FpmEndpoint other = pool.Endpoint!;
        bool isFamily = PoolMatching.FamilyOf(endpoint.Host) != PoolMatching.FamilyOf(other.Host);
        return (endpoint.IsUnixSocket, other.IsUnixSocket) switch
        {
            (true, true) => PoolMatching.IsSameButForVersion(endpoint, other) ? AlignmentMismatchKind.PhpVersionPathMismatch : AlignmentMismatchKind.SocketPathMismatch,
            (false, false) when endpoint.Port != other.Port => AlignmentMismatchKind.PortMismatch,
            (false, false) when isFamily && (pool.ListensOnAllAddresses || (PoolMatching.IsLoopback(endpoint.Host!) && PoolMatching.IsLoopback(other.Host!))) => AlignmentMismatchKind.AddressFamilyMismatch,
            (false, false) => AlignmentMismatchKind.AddressMismatch,
            _ => AlignmentMismatchKind.TransportMismatch,
        };
    }

    private static AlignmentMismatch OtherProgram(FpmEndpoint endpoint, EndpointFacts? facts, AlignmentPlace place)
    {
        string listener = facts?.ListenerProcessId?.ToString(CultureInfo.InvariantCulture) is { } process ? $"Process {process}" : "A program";
        return facts is { IsListening: true }
            ? new AlignmentMismatch(
                AlignmentMismatchKind.OtherProgram,
                Severity.Note,
                null,
                $"{listener} listens on {endpoint}; it is no php-fpm that was found here, and is not judged.",
                place,
                null,
                [facts.ListenerProcessId is null ? new Remedy("As root, ss -lnxtp tells which program it is.") : new Remedy("Look which program it is.", $"ps -fp {facts.ListenerProcessId}")])
            : new AlignmentMismatch(
                AlignmentMismatchKind.OtherProgram,
                Severity.Warning,
                502,
                $"nginx hands over to {endpoint}, which is the address of no pool and like none: another FastCGI program seems to be meant. Whether it listens was not seen.",
                place,
                null,
                [new Remedy("See on the machine itself that it runs; if PHP is meant there, write the address of its pool.")]);
    }

    private static AlignmentMismatch NoPool(FpmFacts? fpm, FpmEndpoint endpoint, AlignmentPlace place) => new(
        AlignmentMismatchKind.NoPool,
        Severity.Error,
        502,
        $"nginx hands over to {endpoint}, and no pool of any php-fpm is configured on this machine.",
        place,
        null,
        [
            fpm is null ? new Remedy("Install PHP-FPM, or correct the address.")
                : new Remedy($"The php-fpm of {fpm.ConfigurationPath} has no pool: see whether the files of its pools still lie where it looks for them.", "Test-FpmConfiguration"),
            new Remedy("If the pool's files lie elsewhere, name their main file: Test-FpmAlignment with -FpmConfigPath."),
        ]);

    private static AlignmentMismatch Mismatch(AlignmentPair pair, FpmEndpoint endpoint, FpmPool pool, AlignmentPlace place)
    {
        AlignmentMismatchKind kind = KindOf(endpoint, pool);
        bool isStill = pair.Facts is { IsListening: true };
        bool isInGroup = pair.Upstream!.Group is not null && pair.Upstream.Servers.Any(other => !ReferenceEquals(other, pair.Server) && other is { IsDown: false, Endpoint: { } served } && pair.Context.Matching.At(served).Contains(pool));
        string[] others = pair.Context.Matching.OtherSites(endpoint, pool);
        string still = isStill ? $" once php-fpm is reloaded: its master {pair.Facts!.ListenerProcessId} still has what its files said before" : string.Empty;
        return new AlignmentMismatch(
            kind,
            pair.HasOtherServer || isStill ? Severity.Warning : Severity.Error,
            502,
            $"nginx hands over to {endpoint}, where no pool listens{still}. {(isInGroup ? $"Pool {pool.Pool} is in upstream {pair.Upstream.Group} already: something else was meant, or the line is one too many." : Explain(kind, pool) + Served(others))}{(pair.HasOtherServer ? " Another server of the group answers in its place." : string.Empty)}",
            place,
            AlignmentPlace.Of(pool, "listen"),
            isInGroup ? [SuperfluousServer.TakeOut(pair.Upstream, endpoint)] : isStill ? [Still(pair.Context, pool)] : Remedies(pair.Context, pair.Upstream, endpoint, pool, place, others));
    }

    private static string Explain(AlignmentMismatchKind kind, FpmPool pool)
    {
        string name = $"Pool {pool.Pool}{(pool.PhpVersion is { } version ? $" of PHP {version}" : string.Empty)} listens on {(pool.ListensOnAllAddresses ? pool.Listen : pool.Endpoint)}";
        return kind switch
        {
            AlignmentMismatchKind.PhpVersionPathMismatch => $"{name}: the same path but for the version, as after an upgrade of PHP.",
            AlignmentMismatchKind.TransportMismatch => $"{name}: one side uses a unix socket and the other TCP.",
            AlignmentMismatchKind.PortMismatch => $"{name}: another port.",
            AlignmentMismatchKind.AddressFamilyMismatch => $"{name}: the same port, but IPv4 on one side and IPv6 on the other.",
            AlignmentMismatchKind.AddressMismatch => $"{name}: the same port on another address.",
            _ => $"{name}: another path.",
        };
    }

    private static string Served(string[] others) => others.Length > 0
        ? $" It serves {string.Join(", ", others.Take(ShownSites))}{(others.Length > ShownSites ? $" and {others.Length - ShownSites} more" : string.Empty)}; the pool that was meant here may be gone."
        : string.Empty;

    // Reloaded alone, either of them would look for the other in vain.
    private static Remedy Still(AlignmentContext context, FpmPool pool) => new(
        "Make both sides agree on where the pool is to listen, then reload php-fpm and nginx, one right after the other.",
        Sync(context, pool, string.Empty),
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);

    private static string Sync(AlignmentContext context, FpmPool pool, string more) =>
        CommandText.ForPool(context, "Sync-FpmEndpoint", pool, $"-Transport {(pool.Endpoint!.IsUnixSocket ? "UnixSocket" : "Tcp")}{more}");

    private static Remedy[] Remedies(AlignmentContext context, NginxUpstream upstream, FpmEndpoint endpoint, FpmPool pool, AlignmentPlace place, string[] others)
    {
        bool isMeant = ReferenceEquals(context.Matching.Meant(endpoint), pool);
        bool isKept = PoolMatching.KeepsAddress(pool, pool.Endpoint!.IsUnixSocket);
        string sync = Sync(context, pool, " -Reload");
        string what = isKept ? "make both sides agree on where the pool listens." : "make both sides agree on an address that only this machine reaches; the pool moves there.";
        return
        [
            .. others.Length == 0 ? [] : (Remedy[])[new Remedy("See whether the file of the pool that listened there is gone; put it back then, and reload php-fpm.", $"ls -la {PasteText.Shell(Path.GetDirectoryName(pool.ConfigurationPath) ?? "/etc")}")],
            new Remedy(
                isMeant ? char.ToUpperInvariant(what[0]) + what[1..] : $"If pool {pool.Pool} is meant there, {what}{(others.Length == 0 ? string.Empty : $" Scripts run there as {pool.User}, beside those of {string.Join(", ", others.Take(ShownSites))}.")}",
                isMeant ? sync : $"{CommandText.Choose(upstream)} | {sync}",
                isKept ? ChangeApplies.NginxReload : ChangeApplies.FpmReload,
                isKept ? Disruptions.NginxReload : Disruptions.FpmReload),
            new Remedy($"By hand: write {pool.Endpoint} into {ConfigurationPlace.Format(place.Path, place.LineNumber)}, and reload nginx.", Applies: ChangeApplies.NginxReload),
            .. isMeant ? [] : (Remedy[])[new Remedy("If another program is meant there, start it.")],
        ];
    }
}
