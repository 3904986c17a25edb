using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>What is thought of a port by what it is for.</summary>
internal static class FirewallPortRules
{
    // More of them are not the servers of one place.
    private const int ManyPublic4Bits = 16;
    private const int ManyPublic6Bits = 80;

    private static readonly AddressRanges Private4 = Blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "100.64.0.0/10", "0.0.0.0/8", "224.0.0.0/3");
    private static readonly AddressRanges Private6 = Blocks("fc00::/7", "fe80::/10", "::1/128", "ff00::/8", "::/128");

    /// <summary>A port of visitors.</summary>
    public static FirewallFinding JudgeWeb(FirewallPort port, FirewallView view, FirewallState state, FirewallSource? source)
    {
        if (port.IsListening == false)
        {
            return FirewallFinding.Good($"Nothing listens on port {port.Port}, whatever the firewall does.");
        }

        return JudgeListening(port, view, state, source).WithDoubt(view.Doubt(), state);
    }

    private static FirewallFinding JudgeListening(FirewallPort port, FirewallView view, FirewallState state, FirewallSource? source)
    {
        string from = source is null ? "visitors" : source.ToString();
        int[] shut = [.. view.Families.Where(family => view.With(FirewallState.Open, family).IsEmpty && view.With(FirewallState.Unknown, family).IsEmpty)];
        return state switch
        {
            FirewallState.Open => FirewallFinding.Good($"The firewall lets {from} in."),
            FirewallState.OpenToSome when shut.Length > 0 && shut.Length < view.Families.Count() => new(
                false, Severity.Error, $"Over IPv{shut[0]} nobody gets in: who has such an address waits, and then perhaps takes the other way.", [Open(port, source)]),
            FirewallState.OpenToSome => new(true, Severity.Note, "The firewall lets only some in; that may be meant, as before a CDN.", []),
            FirewallState.Closed => new(false, Severity.Error, $"The firewall drops what {from} send: they wait until their browser gives up.", [Open(port, source)]),
            FirewallState.Rejected => new(false, Severity.Error, $"The firewall refuses {from}: their browser says that the connection failed.", [Open(port, source)]),
            FirewallState.Forwarded => new(true, Severity.Note, "It is handed on to a container or another machine; nginx of this machine does not see it.", []),
            _ when source is null && view.Families.Any(view.IsMostlyShut) => new(false, Severity.Error, "The firewall keeps most visitors out.", [Open(port, source)]),
            _ => new(false, Severity.Warning, $"It cannot be told whether {(source is null ? "visitors get" : $"{source} gets")} in.", []),
        };
    }

    /// <summary>A port of php-fpm: FastCGI has no password.</summary>
    public static FirewallFinding JudgeFpm(FirewallPort port, FirewallView view, FirewallSource? source)
    {
        AddressRanges[] allowed = [AllowedOf(port, 4), AllowedOf(port, 6)];
        foreach (int family in view.Families)
        {
            AddressRanges open = view.With(FirewallState.Open, family).Union(view.With(FirewallState.Forwarded, family));
            if (port.AllowedClients.Count > 0 && !open.Except(allowed[family == 6 ? 1 : 0]).IsEmpty)
            {
                return new(
                    false,
                    Severity.Error,
                    $"The firewall lets in {open.Describe(family)}, and only php-fpm itself turns them away by listen.allowed_clients: one edit of a pool, and everybody runs code here.",
                    [Fence(port)]);
            }

            if (port.AllowedClients.Count == 0 && HasStrangers(open, family))
            {
                return new(
                    false,
                    Severity.Critical,
                    $"php-fpm is open to {open.Describe(family)}: whoever reaches port {port.Port} runs any code as the pool's user, without a password.",
                    [new Remedy("Use a unix socket, or listen on 127.0.0.1 only.", PoolOf(port) is { } pool ? $"Sync-FpmEndpoint -Pool {pool} -Transport UnixSocket" : null, ChangeApplies.FpmReload, Disruptions.FpmReload), Fence(port)]);
            }
        }

        if (view.Families.Any(family => !view.With(FirewallState.Unknown, family).IsEmpty))
        {
            return new(false, Severity.Warning, "It cannot be told whether strangers get in: a rule looks at what is not known beforehand.", [Fence(port)]);
        }

        if (source is null && Missing(port, view) is { } client)
        {
            return new(
                false,
                Severity.Error,
                $"listen.allowed_clients names {client}, and the firewall does not let it in: nginx there answers 504 after fastcgi_connect_timeout.",
                [new Remedy("Open it for that address alone.", $"Enable-GatewayFirewallPort -Port {port.Port} -Source {client}")]);
        }

        string[] open4 = [.. view.Families.Select(family => view.With(FirewallState.Open, family)).Zip(view.Families, (open, family) => open.IsEmpty ? null : open.Describe(family)).OfType<string>()];
        return FirewallFinding.Good(open4.Length == 0 ? "No other machine gets in." : $"It is open to {string.Join(" and ", open4)} only.");
    }

    /// <summary>A port of which nothing is known but that it was asked about.</summary>
    public static FirewallFinding JudgeOther(FirewallPort port, FirewallView view, FirewallState state)
    {
        string listening = port.IsListening == false ? $" Nothing listens on port {port.Port} now." : string.Empty;
        string said = state switch
        {
            FirewallState.Open => "The firewall lets them in.",
            FirewallState.OpenToSome => "The firewall lets some in.",
            FirewallState.Forwarded => "It is handed on to a container or another machine.",
            FirewallState.Unknown => "It cannot be told.",
            FirewallState.Rejected => "The firewall refuses them.",
            _ => "The firewall drops what they send.",
        };
        bool isOpen = view.Families.Any() && state is FirewallState.Open or FirewallState.OpenToSome or FirewallState.Forwarded;
        return new FirewallFinding(isOpen, isOpen ? null : Severity.Warning, said + listening, []).WithDoubt(state == FirewallState.Unknown ? null : view.Doubt(), state);
    }

    private static bool HasStrangers(AddressRanges open, int family) =>
        open.Except(family == 6 ? Private6 : Private4).Count() > UInt128.One << (family == 6 ? ManyPublic6Bits : ManyPublic4Bits);

    private static AddressRanges AllowedOf(FirewallPort port, int family) => AddressRanges.Of(port.AllowedClients
        .Select(client => FirewallValues.Network(client, out int own) is { } range && own == family ? range : null)
        .OfType<FirewallRange>()
        .Select(range => (range.First, range.Last)));

    private static string? Missing(FirewallPort port, FirewallView view) => port.AllowedClients.FirstOrDefault(client =>
        FirewallValues.Network(client, out int family) is { } range
        && view.Families.Contains(family)
        && !System.Net.IPAddress.IsLoopback(FirewallValues.AddressOf(range.First, family))
        && AddressRanges.Of([(range.First, range.Last)]).Intersect(view.With(FirewallState.Open, family)).IsEmpty);

    private static Remedy Open(FirewallPort port, FirewallSource? source) => new(
        "Open it.", $"Enable-GatewayFirewallPort -Port {port.Port}{(source is null ? string.Empty : $" -Source {source}")}");

    private static Remedy Fence(FirewallPort port) => new(
        $"Let the firewall drop port {port.Port} from all but nginx's address; on the tool that manages it, since what is open may be meant for something else.");

    private static string? PoolOf(FirewallPort port) => port.Name.StartsWith("pool ", StringComparison.Ordinal) ? PasteText.PowerShellArgument(port.Name["pool ".Length..].Split(',')[0]) : null;

    private static AddressRanges Blocks(params string[] blocks) => AddressRanges.Of(blocks.Select(block => FirewallValues.Network(block, out _)!).Select(range => (range.First, range.Last)));
}
