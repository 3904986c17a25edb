using System.Net;

namespace Nginx502.Inspection;

/// <summary>Asks nginx's own <c>resolver</c> for the hosts of endpoints that nginx asks nobody else for: those that come out of variables, and servers with <c>resolve</c>.</summary>
internal static class NginxResolverAddresses
{
    /// <summary>The answers, of those endpoints alone.</summary>
    /// <param name="subjects">Endpoints with a host.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="token">Ends it.</param>
    public static IReadOnlyDictionary<SocketSubject, NginxResolverAnswer> Find(IReadOnlyList<SocketSubject> subjects, TimeSpan limit, CancellationToken token)
    {
        var answers = new Dictionary<SocketSubject, NginxResolverAnswer>();
        foreach (IGrouping<NginxReading, SocketSubject> group in subjects.Where(subject => subject.Nginx is not null).GroupBy(subject => subject.Nginx!))
        {
            NginxName[] names = [.. NginxNames.Of(group.Key, IsFastCgi)];
            SocketSubject[] asked = [.. group.Where(subject => IsOwn(names, subject.Endpoint))];
            if (asked.Length == 0)
            {
                continue;
            }

            HashSet<string> hosts = [.. asked.Select(subject => subject.Endpoint.Host!)];
            NginxNameFacts[] facts = [.. NameCollector.Collect([group.Key], IsFastCgi, hosts.Contains, limit, token).Where(found => found.Lookup != NameLookup.AtLoad)];
            foreach (SocketSubject subject in asked)
            {
                if (facts.FirstOrDefault(found => found.Uses.Any(use => use.Endpoint.Equals(subject.Endpoint))) is { } found)
                {
                    answers[subject] = Read(found);
                }
            }
        }

        return answers;
    }

    /// <summary>What comes of the answers for one name. nginx uses no answer of which one half failed.</summary>
    internal static NginxResolverAnswer Read(NginxNameFacts facts)
    {
        if (facts.Resolver is null)
        {
            return new NginxResolverAnswer([], "nginx needs its own resolver for it, and none is in effect there", null);
        }

        NameAnswer[] answers = [.. facts.AnswersOf(NameSource.NginxResolver)];
        string more = $"Resolve-NginxUpstream -Name {PasteText.PowerShellArgument(facts.Name)}";
        if (answers.Length == 0)
        {
            return new NginxResolverAnswer([], null, new NotSeen($"what nginx's own resolver says of {facts.Name}", "it was not asked from here; the system's was", $"{more} says more."));
        }

        IPAddress[] addresses = [.. answers.Where(answer => IsUsable(facts, answer)).SelectMany(answer => AddressesOf(facts, answer)).Distinct(StringComparer.Ordinal).Select(IPAddress.Parse)];
        string places = string.Join(", ", answers.Select(answer => answer.Place));
        return new NginxResolverAnswer(addresses, addresses.Length > 0 ? null : $"nginx asks its own resolver, and {places} gives none that it can use ({more} says more)", null);
    }

    private static bool IsFastCgi(NginxUpstream upstream) => upstream.Protocol == UpstreamProtocol.FastCgi;

    private static bool IsOwn(NginxName[] names, FpmEndpoint endpoint)
    {
        NginxName[] found = [.. names.Where(name => name.Uses.Any(use => use.Endpoint.Equals(endpoint)))];
        return found.Length > 0 && found.All(name => name.Lookup != NameLookup.AtLoad);
    }

    private static bool IsUsable(NginxNameFacts facts, NameAnswer answer) =>
        !(facts.AsksIPv4 && answer.IPv4Status > NameAnswerStatus.NoAddress) && !(facts.AsksIPv6 && answer.IPv6Status > NameAnswerStatus.NoAddress);

    private static IEnumerable<string> AddressesOf(NginxNameFacts facts, NameAnswer answer) =>
        [.. facts.AsksIPv4 ? answer.IPv4Addresses : [], .. facts.AsksIPv6 ? answer.IPv6Addresses : []];
}
