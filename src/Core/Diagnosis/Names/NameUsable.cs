namespace Nginx502.Diagnosis;

/// <summary>Which answers nginx can use, by its own rules.</summary>
internal static class NameUsable
{
    /// <summary>True when nginx gets an address; null when nobody could be asked.</summary>
    public static bool? IsFound(NginxNameFacts facts)
    {
        if (facts.Lookup == NameLookup.AtLoad)
        {
            return System(facts) is { } answer ? answer.Addresses.Length > 0 : null;
        }

        NameAnswer[] answers = [.. facts.AnswersOf(NameSource.NginxResolver)];
        return answers.Length > 0 ? answers.Any(answer => FailureOf(facts, answer) is null) : facts.Resolver is null ? false : null;
    }

    /// <summary>True when all sources that know the name agree; null when fewer than two know it.</summary>
    public static bool? Agree(NginxNameFacts facts)
    {
        NameAnswer[] known = [.. facts.Answers.Where(answer => answer.Addresses.Length > 0)];
        return known.Length < 2 ? null : known.Skip(1).All(answer => AreSame(known[0], answer));
    }

    /// <summary>The answer of the system's resolver; null when it was not asked.</summary>
    public static NameAnswer? System(NginxNameFacts facts) => facts.AnswersOf(NameSource.System).FirstOrDefault();

    /// <summary>What /etc/hosts says; null when it does not name it.</summary>
    public static NameAnswer? Hosts(NginxNameFacts facts) => facts.AnswersOf(NameSource.Hosts).FirstOrDefault(answer => answer.Addresses.Length > 0);

    /// <summary>The name server of the system that knows the name; null when none does.</summary>
    public static NameAnswer? NameServer(NginxNameFacts facts) => facts.AnswersOf(NameSource.NameServer).FirstOrDefault(answer => answer.Addresses.Length > 0);

    /// <summary>The addresses of an answer of nginx's <c>resolver</c> that nginx asks for.</summary>
    public static IReadOnlyList<string> Addresses(NginxNameFacts facts, NameAnswer answer) =>
        [.. facts.AsksIPv4 ? answer.IPv4Addresses : [], .. facts.AsksIPv6 ? answer.IPv6Addresses : []];

    /// <summary>
    /// Why nginx cannot use an answer of its <c>resolver</c>; null when it can. It asks for both kinds of address, and one error ends both
    /// questions, whatever the other brought; so does one that gets no answer (nginx: src/core/ngx_resolver.c, ngx_resolver_process_a).
    /// </summary>
    public static NameAnswerStatus? FailureOf(NginxNameFacts facts, NameAnswer answer)
    {
        NameAnswerStatus[] asked = [.. facts.AsksIPv4 ? Listed(answer.IPv4Status) : [], .. facts.AsksIPv6 ? Listed(answer.IPv6Status) : []];
        NameAnswerStatus worst = asked.DefaultIfEmpty(NameAnswerStatus.NoAddress).Max();
        return worst > NameAnswerStatus.NoAddress ? worst : asked.Contains(NameAnswerStatus.Answered) ? null : NameAnswerStatus.NoAddress;
    }

    /// <summary>True when two answers give the same addresses, in whichever order. A kind of address that only one of them knows is compared too.</summary>
    public static bool AreSame(NameAnswer one, NameAnswer other) => one.Addresses.ToHashSet(StringComparer.Ordinal).SetEquals(other.Addresses);

    private static NameAnswerStatus[] Listed(NameAnswerStatus? status) => status is { } known ? [known] : [];
}
