using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>What the running nginx is likely to hold for a name: nobody can ask it.</summary>
internal static class NameHolding
{
    // The kernel tells the start of a process from the start of the machine, which it tells in whole seconds and by a clock that is set right since.
    private static readonly TimeSpan StartError = TimeSpan.FromSeconds(2);

    /// <summary>The addresses, and since when and how long it holds them.</summary>
    public static (IReadOnlyList<string> Addresses, string Held) Of(NginxNameFacts facts) =>
        facts.Lookup == NameLookup.AtLoad ? AtLoad(facts) : ByResolver(facts);

    /// <summary>True when /etc/hosts decides about the name, or would, and was changed after nginx had read it. Starts of processes are known to the second.</summary>
    public static bool IsHostsNewer(NginxNameFacts facts) =>
        facts.LoadedAt is { } loaded && facts.HostsChangedAt > loaded + StartError && NameUsable.Hosts(facts) is not null && NameServiceOrder.HasHostsFirst(facts.Order);

    private static (IReadOnlyList<string>, string) AtLoad(NginxNameFacts facts)
    {
        IReadOnlyList<string> addresses = NameUsable.System(facts)?.Addresses ?? NameUsable.Hosts(facts)?.Addresses ?? [];
        if (facts.ProcessId is null)
        {
            return (addresses, "nginx does not run; it asks once when it starts.");
        }

        string since = facts.LoadedAt is { } time ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "its start or last reload";
        return IsHostsNewer(facts)
            ? (addresses, $"What it got at {since}, before /etc/hosts was changed; it asks again when it is reloaded.")
            : (addresses, $"What it got at {since}, kept until it is reloaded: these addresses, if the answer was the same then.");
    }

    private static (IReadOnlyList<string>, string) ByResolver(NginxNameFacts facts)
    {
        NameAnswer[] usable = [.. facts.AnswersOf(NameSource.NginxResolver).Where(answer => NameUsable.FailureOf(facts, answer) is null)];
        string[] addresses = [.. usable.SelectMany(answer => NameUsable.Addresses(facts, answer)).Distinct(StringComparer.Ordinal)];
        TimeSpan? life = facts.ResolverValid ?? usable.Select(answer => answer.TimeToLive).OfType<TimeSpan>().Cast<TimeSpan?>().DefaultIfEmpty(null).Min();
        string how = facts.Lookup == NameLookup.PerRequest ? "when a request needs it" : "while it runs";
        return (addresses, life is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"It asks {how}, and again after {time.TotalSeconds:0.###} s{(facts.ResolverValid is null ? " (time to live)" : " (valid=)")}.")
            : $"It asks {how}.");
    }
}
