using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>A name that nginx asks the system's resolver for when it reads its configuration (nginx: src/core/ngx_inet.c, ngx_inet_resolve_host).</summary>
internal static class AtLoadRule
{
    /// <summary>Checks one name.</summary>
    public static IEnumerable<NameProblem> Check(NginxNameFacts facts)
    {
        if (NameUsable.System(facts) is not { } system)
        {
            yield break;
        }

        if (system.Addresses.Length == 0)
        {
            yield return NotFound(facts, system);
            yield break;
        }

        if (NameHolding.IsHostsNewer(facts))
        {
            yield return new NameProblem(
                NameProblemKind.ChangedSinceLoad,
                Severity.Warning,
                null,
                $"/etc/hosts gives {NameText.Gave(system.Addresses)}, and was changed at {Clock(facts.HostsChangedAt)}, after nginx had asked at {Clock(facts.LoadedAt)}: until it is reloaded it goes on with what it got then.",
                [NameText.Reload]);
        }

        if (Disagreement(facts, system) is { } disagreement)
        {
            yield return disagreement;
        }

        if (NameUsable.Hosts(facts) is null && NameUsable.NameServer(facts) is { TimeToLive: { } life } server)
        {
            yield return new NameProblem(
                NameProblemKind.KeptUntilReload,
                Severity.Note,
                null,
                $"{server.Place} gives {NameText.Gave(server.Addresses)} for {NameText.Seconds(life)}, and nginx keeps what it got at its last start or reload: when the address changes, as a container's does, nginx goes on with the old one and answers 502.",
                [
                    NameText.Reload,
                    new Remedy(
                        $"Have nginx ask again by itself: a resolver, and the name in a variable: resolver {string.Join(' ', facts.NameServers.Select(Bracketed))} valid=30s; set $backend {facts.Uses[0].Address}; {facts.Uses[0].Directive} {Scheme(facts)}$backend;",
                        Applies: ChangeApplies.NginxReload),
                ]);
        }
    }

    private static NameProblem NotFound(NginxNameFacts facts, NameAnswer system)
    {
        bool isKnownNotToBe = system.Status is NameAnswerStatus.NoSuchName or NameAnswerStatus.NoAddress;
        string running = facts.ProcessId is null
            ? "nginx refuses to start"
            : "the running nginx goes on with what it got when it read its configuration last; a reload is refused, and after a stop it does not start again";
        NameAnswer[] servers = [.. facts.AnswersOf(NameSource.NameServer)];
        string asked = servers.Length == 0 ? string.Empty : $" {string.Join("; ", servers.Select(server => $"{server.Place} {NameText.Became(server.Status, facts.Timeout)}"))}.";
        return new NameProblem(
            isKnownNotToBe ? NameProblemKind.HostNotFound : NameProblemKind.SystemResolverFails,
            Severity.Error,
            null,
            $"The system's resolver ({string.Join(", ", facts.Order)}) {(isKnownNotToBe ? "knows no address of the name" : NameText.Became(system.Status, facts.Timeout))}: {running} ('host not found in upstream').{asked}",
            [.. RemediesOf(facts, isKnownNotToBe)]);
    }

    private static IEnumerable<Remedy> RemediesOf(NginxNameFacts facts, bool isKnownNotToBe)
    {
        if (!isKnownNotToBe)
        {
            yield return new Remedy($"Make the name servers of /etc/resolv.conf answer ({string.Join(", ", facts.NameServers)}).", $"getent ahosts {PasteText.Shell(facts.Name)}");
        }

        if (NameUsable.NameServer(facts) is { } known)
        {
            yield return NameText.AddHost(facts, known.Addresses[0]);
            yield break;
        }

        yield return new Remedy(
            "Where its address is known, write it into /etc/hosts: Add-GatewayHostEntry -Name … -Address … -Reload. Else mend the spelling of the name, or the DNS.");
        if (facts.Uses[0].Directive == "fastcgi_pass")
        {
            yield return new Remedy("Where php-fpm runs on this machine, no name is needed: Sync-FpmEndpoint leads nginx to the pool's socket.");
        }
    }

    private static NameProblem? Disagreement(NginxNameFacts facts, NameAnswer system)
    {
        if (NameUsable.NameServer(facts) is not { } server || NameUsable.AreSame(system, server) || !NameUsable.Hosts(facts).IsOver(system))
        {
            return null;
        }

        NameAnswer hosts = NameUsable.Hosts(facts)!;
        return new NameProblem(
            NameProblemKind.SourcesDisagree,
            facts.IsHostsLineMarked ? Severity.Note : Severity.Warning,
            null,
            $"{hosts.Place} gives {NameText.Gave(hosts.Addresses)}, which nginx uses, and the name server {server.Place} {NameText.Gave(server.Addresses)}.{(facts.IsHostsLineMarked ? " The line was added by Add-GatewayHostEntry." : string.Empty)}",
            [
                facts.IsHostsLineMarked
                    ? new Remedy("When the name server is right again, take the line out.", $"Remove-GatewayHostEntry -Name {PasteText.PowerShellArgument(facts.Name)} -Reload", ChangeApplies.NginxReload)
                    : new Remedy($"See which is right. When it is the name server, take the name out of {hosts.Place}, and reload nginx.", $"Remove-GatewayHostEntry -Name {PasteText.PowerShellArgument(facts.Name)} -Force -Reload", ChangeApplies.NginxReload),
            ]);
    }

    // Only where the hosts file decided is it the one that another source differs from.
    private static bool IsOver(this NameAnswer? hosts, NameAnswer system) => hosts is not null && system.Addresses.All(hosts.Addresses.Contains);

    private static string Bracketed(string server) => server.Contains(':', StringComparison.Ordinal) ? $"[{server}]" : server;

    private static string Scheme(NginxNameFacts facts)
    {
        string upstream = facts.Uses[0].Upstream;
        int end = upstream.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? string.Empty : upstream[..(end + 3)];
    }

    private static string Clock(DateTime? time) => time is { } known ? known.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "an unknown time";
}
