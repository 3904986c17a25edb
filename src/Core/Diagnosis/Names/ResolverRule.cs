using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>A name that nginx asks its own <c>resolver</c> for, which reads no /etc/hosts and appends no domain (nginx: src/core/ngx_resolver.c).</summary>
internal static class ResolverRule
{
    /// <summary>Checks one name.</summary>
    public static IEnumerable<NameProblem> Check(NginxNameFacts facts)
    {
        if (facts.Resolver is null)
        {
            yield return NoResolver(facts);
            yield break;
        }

        NameAnswer[] answers = [.. facts.AnswersOf(NameSource.NginxResolver)];
        NameAnswer[] usable = [.. answers.Where(answer => NameUsable.FailureOf(facts, answer) is null)];
        foreach (NameAnswer answer in answers.Except(usable))
        {
            yield return Failure(facts, answer, NameUsable.FailureOf(facts, answer)!.Value, isAll: usable.Length == 0);
        }

        if (usable.Length == 0)
        {
            yield break;
        }

        HashSet<string> first = [.. NameUsable.Addresses(facts, usable[0])];
        if (Array.Find(usable, answer => !first.SetEquals(NameUsable.Addresses(facts, answer))) is { } other)
        {
            yield return new NameProblem(
                NameProblemKind.ResolverServersDisagree,
                Severity.Warning,
                null,
                $"nginx asks the servers of its resolver in turn, and they disagree: {usable[0].Place} gives {NameText.Gave(first)}, {other.Place} {NameText.Gave(NameUsable.Addresses(facts, other))}. Requests go to the one or the other by chance.",
                [new Remedy("Name only servers in resolver that know the same names.", NameText.SetResolver(facts, Rest(facts, usable[0])), ChangeApplies.NginxReload)]);
        }

        if (NameUsable.System(facts) is { Addresses.Length: > 0 } system && !first.Overlaps(system.Addresses))
        {
            yield return Disagreement(facts, usable[0], first, system);
        }
    }

    private static NameProblem NoResolver(NginxNameFacts facts)
    {
        bool isGroup = facts.Lookup == NameLookup.WhileRunning;
        string servers = string.Join(' ', facts.NameServers.Select(server => server.Contains(':', StringComparison.Ordinal) ? $"[{server}]" : server));
        Remedy resolver = isGroup
            ? new Remedy($"Write a resolver into the group: resolver {servers} valid=30s;", Applies: ChangeApplies.NginxReload)
            : new Remedy(
                "Name the system's name servers as nginx's resolver. It does not read /etc/hosts, and appends no domain.",
                NameText.SetResolver(facts, $"{servers} valid=30s"),
                ChangeApplies.NginxReload);
        var literal = new Remedy(
            isGroup ? "Take resolve out of the server line: then nginx asks the system's resolver once, when it reads its configuration."
                : "Name the host without variables: then nginx asks the system's resolver once, when it reads its configuration.",
            Applies: ChangeApplies.NginxReload);

        // A name server that does not know the name is no help.
        return new NameProblem(
            NameProblemKind.NoResolver,
            Severity.Error,
            isGroup ? null : 502,
            isGroup
                ? "The server line says resolve, and neither its group nor http has a resolver: nginx refuses to start with it."
                : "The name comes out of variables, and no resolver is in effect there: nginx answers 502 and logs 'no resolver defined to resolve'. It does not ask the system's resolver at that time.",
            NameUsable.NameServer(facts) is { } known && string.Equals(known.AskedName, facts.Name, StringComparison.OrdinalIgnoreCase) ? [resolver, literal] : [literal, resolver]);
    }

    private static NameProblem Failure(NginxNameFacts facts, NameAnswer answer, NameAnswerStatus failure, bool isAll)
    {
        if (answer.Addresses.Length > 0)
        {
            return Half(facts, answer, failure, isAll);
        }

        bool isUnknown = failure is NameAnswerStatus.NoSuchName or NameAnswerStatus.NoAddress;
        string often = isAll ? "requests get a 502" : "nginx asks its servers in turn, so that some requests wait or get a 502";
        return new NameProblem(
            isUnknown ? NameProblemKind.NotKnownToResolver : NameProblemKind.ResolverFails,
            isAll ? Severity.Error : Severity.Warning,
            isAll ? 502 : null,
            $"{answer.Place} of nginx's resolver {NameText.Became(failure, facts.Timeout)}: {often} ('could not be resolved ({NameText.Logged(failure)})').{(isUnknown ? WhoKnows(facts) : string.Empty)}",
            [.. isUnknown ? KnownElsewhere(facts) : ServerRemedies(facts, answer)]);
    }

    // One kind of address was found, and nginx cannot use it: it does not ask for it, or the other question fails.
    private static NameProblem Half(NginxNameFacts facts, NameAnswer answer, NameAnswerStatus failure, bool isAll)
    {
        bool hasIPv4 = answer.IPv4Addresses.Length > 0;
        string has = hasIPv4 ? "IPv4" : "IPv6";
        string lacks = hasIPv4 ? "IPv6" : "IPv4";
        bool isAsked = hasIPv4 ? facts.AsksIPv4 : facts.AsksIPv6;
        string off = hasIPv4 ? "ipv6=off" : "ipv4=off";
        return isAsked
            ? new NameProblem(
                NameProblemKind.ResolverFails,
                isAll ? Severity.Error : Severity.Warning,
                isAll ? 502 : null,
                $"{answer.Place} gives {NameText.Gave(answer.Addresses)}, but asked for {lacks} it {NameText.Became(failure, facts.Timeout)}. nginx asks for both, and gives up when one of the two fails: 'could not be resolved ({NameText.Logged(failure)})'.",
                [new Remedy($"Have nginx ask for {has} only.", NameText.SetResolver(facts, $"{facts.Resolver!.Value} {off}"), ChangeApplies.NginxReload)])
            : new NameProblem(
                NameProblemKind.NoUsableAddress,
                isAll ? Severity.Error : Severity.Warning,
                isAll ? 502 : null,
                $"The name has {has} addresses only ({NameText.Gave(answer.Addresses)}), and resolver says {(hasIPv4 ? "ipv4=off" : "ipv6=off")}: nginx finds none, and requests get a 502 ('could not be resolved (3: Host not found)').",
                [new Remedy($"Take {(hasIPv4 ? "ipv4=off" : "ipv6=off")} out of resolver.", NameText.SetResolver(facts, Without(facts.Resolver!.Value, hasIPv4 ? "ipv4=off" : "ipv6=off")), ChangeApplies.NginxReload)]);
    }

    private static string WhoKnows(NginxNameFacts facts) => facts switch
    {
        _ when NameUsable.Hosts(facts) is { } hosts => $" {hosts.Place} gives {NameText.Gave(hosts.Addresses)}, but nginx's resolver does not read /etc/hosts.",
        _ when NameUsable.NameServer(facts) is { } server && !string.Equals(server.AskedName, facts.Name, StringComparison.OrdinalIgnoreCase) =>
            $" The system's resolver knows it as {server.AskedName}, by a domain of /etc/resolv.conf; nginx's resolver appends none.",
        _ when NameUsable.NameServer(facts) is { } server => $" The system's name server {server.Place} knows it: {NameText.Gave(server.Addresses)}.",
        _ => string.Empty,
    };

    private static IEnumerable<Remedy> KnownElsewhere(NginxNameFacts facts)
    {
        if (NameUsable.Hosts(facts) is null && NameUsable.NameServer(facts) is { } server)
        {
            yield return string.Equals(server.AskedName, facts.Name, StringComparison.OrdinalIgnoreCase)
                ? new Remedy("Name that server as nginx's resolver.", NameText.SetResolver(facts, $"{string.Join(' ', facts.NameServers)} valid=30s"), ChangeApplies.NginxReload)
                : new Remedy($"Write the whole name: {server.AskedName}.", Applies: ChangeApplies.NginxReload);
        }

        yield return new Remedy(
            NameUsable.Hosts(facts) is null
                ? "Mend the spelling of the name, or add it to the DNS that nginx's resolver asks."
                : "Name the host without variables, so that nginx asks the system's resolver when it reads its configuration; or add the name to the DNS that nginx's resolver asks.",
            Applies: ChangeApplies.NginxReload);
    }

    private static IEnumerable<Remedy> ServerRemedies(NginxNameFacts facts, NameAnswer answer)
    {
        if (NameUsable.NameServer(facts) is { } server && facts.AnswersOf(NameSource.NginxResolver).All(other => other.Place != server.Place))
        {
            yield return new Remedy("Name the system's name servers as nginx's resolver; they answer.", NameText.SetResolver(facts, $"{string.Join(' ', facts.NameServers)} valid=30s"), ChangeApplies.NginxReload);
        }

        yield return new Remedy($"Mend that name server, or take it out of resolver ({ConfigurationPlace.Format(facts.Resolver!.Path, facts.Resolver.LineNumber)}).", NameText.Dig(answer.Place, facts.Name));
    }

    private static NameProblem Disagreement(NginxNameFacts facts, NameAnswer answer, HashSet<string> used, NameAnswer system)
    {
        string why = NameUsable.Hosts(facts) is { } hosts && NameServiceOrder.HasHostsFirst(facts.Order)
            ? $" {hosts.Place} decides for all other programs, and nginx's resolver does not read it."
            : string.Empty;
        return new NameProblem(
            NameProblemKind.SourcesDisagree,
            Severity.Warning,
            null,
            $"nginx's resolver ({answer.Place}) gives {NameText.Gave(used)}, and the system's resolver {NameText.Gave(system.Addresses)}: a test with curl or ping goes elsewhere than nginx.{why}",
            [new Remedy("See which is right, and mend the other: the record in the DNS, or the line in /etc/hosts.")]);
    }

    // The value with one of its servers only.
    private static string Rest(NginxNameFacts facts, NameAnswer kept) => string.Join(
        ' ',
        facts.Resolver!.Value.Split(' ').Where(word => word.Contains('=', StringComparison.Ordinal) || kept.Place == word || kept.Place.StartsWith(word + ":", StringComparison.Ordinal) || kept.Place.StartsWith(word + " ", StringComparison.Ordinal)));

    private static string Without(string value, string word) => string.Join(' ', value.Split(' ').Where(other => other != word));
}
