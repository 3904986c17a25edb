using System.Net;
using System.Net.Sockets;

namespace Nginx502.Diagnosis;

/// <summary>nginx hands over where no pool listens: says which pool was probably meant, and in which way the two differ.</summary>
internal sealed class EndpointServedRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { Protocol: UpstreamProtocol.FastCgi } upstream, Server: { Endpoint: { } endpoint, IsDown: false } server, Pool: null })
        {
            yield break;
        }

        if (!pair.Context.Matching.IsLocal(endpoint) || (pair.Facts is { IsListening: true } && pair.Gateway.Fpm.Count == 0))
        {
            yield break;
        }

        AlignmentPlace place = AlignmentPlace.Of(upstream, server);
        if (pair.Context.Matching.Likely(endpoint) is not { } pool)
        {
            yield return new AlignmentMismatch(
                AlignmentMismatchKind.NoPool,
                Severity.Error,
                502,
                $"nginx hands over to {endpoint}, and no pool of any php-fpm is configured on this machine.",
                place,
                null,
                [new Remedy("Install PHP-FPM, or correct the address."), new Remedy("If the pool's files lie elsewhere, name their main file.", "Test-FpmAlignment -FpmConfigPath <php-fpm.conf>")]);
            yield break;
        }

        // Where another server of the group is served, nginx asks that one next.
        bool hasOther = upstream.Group is not null
            && upstream.Servers.Any(other => !ReferenceEquals(other, server) && other is { IsDown: false, Endpoint: { } served } && pair.Context.Matching.At(served).Count > 0);
        AlignmentMismatchKind kind = KindOf(endpoint, pool);
        yield return new AlignmentMismatch(
            kind,
            hasOther ? Severity.Warning : Severity.Error,
            502,
            $"nginx hands over to {endpoint}, where no pool listens{Listener(pair.Facts)}. {Explain(kind, pool)}{(hasOther ? " Another server of the group answers in its place." : string.Empty)}",
            place,
            AlignmentPlace.Of(pool, "listen"),
            Remedies(pair.Context, pool, place));
    }

    internal static AlignmentMismatchKind KindOf(FpmEndpoint endpoint, FpmPool pool)
    {
        FpmEndpoint other = pool.Endpoint!;
        return (endpoint.IsUnixSocket, other.IsUnixSocket) switch
        {
            (true, true) => PoolMatching.IsSameButForVersion(endpoint, other) ? AlignmentMismatchKind.PhpVersionPathMismatch : AlignmentMismatchKind.SocketPathMismatch,
            (false, false) when endpoint.Port != other.Port => AlignmentMismatchKind.PortMismatch,
            (false, false) when PoolMatching.IsLoopback(endpoint.Host!) && PoolMatching.IsLoopback(other.Host!) && FamilyOf(endpoint) != FamilyOf(other) => AlignmentMismatchKind.AddressFamilyMismatch,
            (false, false) => AlignmentMismatchKind.AddressMismatch,
            _ => AlignmentMismatchKind.TransportMismatch,
        };
    }

    // 127.0.0.2 is of the family of 127.0.0.1, and another address all the same.
    private static AddressFamily? FamilyOf(FpmEndpoint endpoint) => IPAddress.TryParse(endpoint.Host, out IPAddress? address) ? address.AddressFamily : null;

    private static string Listener(EndpointFacts? facts) =>
        facts is { IsListening: true } ? $" (process {facts.ListenerProcessId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of another program"} does)" : string.Empty;

    private static string Explain(AlignmentMismatchKind kind, FpmPool pool)
    {
        string name = $"Pool {pool.Pool}{(pool.PhpVersion is { } version ? $" of PHP {version}" : string.Empty)} listens on {pool.Endpoint}";
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

    private static Remedy[] Remedies(AlignmentContext context, FpmPool pool, AlignmentPlace place)
    {
        string transport = pool.Endpoint!.IsUnixSocket ? "UnixSocket" : "Tcp";
        return
        [
            new Remedy(
                "Make both sides agree on where the pool listens.",
                CommandText.ForPool(context, "Sync-FpmEndpoint", pool, $"-Transport {transport} -Reload"),
                ChangeApplies.NginxReload,
                "nginx is reloaded, which loses no request."),
            new Remedy($"By hand: write {pool.Endpoint} in {place}, and reload nginx.", Applies: ChangeApplies.NginxReload),
        ];
    }
}
