using System.Net.Sockets;

namespace Nginx502.Diagnosis;

/// <summary>nginx connects to a name that stands for both families, and the pool listens on one: each attempt at the other one is in vain.</summary>
internal sealed class AddressFamilyRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Server.Endpoint: { IsUnixSocket: false } endpoint, Pool: { } pool }
            || !PoolMatching.IsLoopbackName(endpoint.Host) || PoolMatching.OnlyFamilyOf(pool) is not { } family)
        {
            yield break;
        }

        yield return new AlignmentMismatch(
            AlignmentMismatchKind.AddressFamilyMismatch,
            Severity.Note,
            502,
            $"{endpoint.Host} stands for 127.0.0.1 and ::1 where /etc/hosts gives it both, and pool {pool.Pool} listens on {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} alone: nginx takes the two in turn, is refused by one, and asks the other.",
            pair.NginxPlace,
            AlignmentPlace.Of(pool, "listen"),
            [new Remedy($"Write {(family == AddressFamily.InterNetwork ? "127.0.0.1" : "[::1]")}:{endpoint.Port} in place of {endpoint}, and reload nginx.", Applies: ChangeApplies.NginxReload)]);
    }
}
