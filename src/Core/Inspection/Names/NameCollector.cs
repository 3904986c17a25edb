using System.Globalization;
using System.Net;
using Nginx502.Inspection;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// Asks everybody who may know for the host names that nginx leads requests to: /etc/hosts, the system's resolver and its name
/// servers, and nginx's own <c>resolver</c>. All at once, within one time limit. Changes nothing.
/// </summary>
public static class NameCollector
{
    // A timer holds no more than some weeks.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>The host names that configurations lead requests to, each once, safe to show. Nobody is asked.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    public static IReadOnlyList<string> NamesOf(IReadOnlyList<NginxReading> nginx)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        return [.. nginx.SelectMany(reading => NginxNames.Of(reading, _ => true)).Select(name => SafeText.Escape(name.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Asks.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="isUpstreamChosen">Which upstreams are looked at.</param>
    /// <param name="isNameChosen">Which names are asked for.</param>
    /// <param name="timeout">How long to wait for all answers together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<NginxNameFacts> Collect(
        IReadOnlyList<NginxReading> nginx, Func<NginxUpstream, bool> isUpstreamChosen, Func<string, bool> isNameChosen, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Collect(nginx, isUpstreamChosen, isNameChosen, PrivateLibraries.NameServers, timeout, cancellationToken);

    internal static IReadOnlyList<NginxNameFacts> Collect(
        IReadOnlyList<NginxReading> nginx, Func<NginxUpstream, bool> isUpstreamChosen, Func<string, bool> isNameChosen, INameServers servers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        timeout = timeout < LongestTimeout ? timeout : LongestTimeout;
        using var questions = new NameQuestions(servers, timeout, cancellationToken);
        var asked = new List<Task<NginxNameFacts>>();
        foreach (NginxReading reading in nginx)
        {
            var surroundings = NameSurroundings.Of(reading);
            asked.AddRange(NginxNames.Of(reading, isUpstreamChosen)
                .Where(name => isNameChosen(name.Name))
                .Select(name => AskAsync(questions, surroundings, name, timeout)));
        }

        return Task.WhenAll(asked).WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    private static async Task<NginxNameFacts> AskAsync(NameQuestions questions, NameSurroundings around, NginxName name, TimeSpan timeout)
    {
        NginxResolver? resolver = name.Resolver is { } setting ? NginxResolver.Parse(setting.Value) : null;
        var asked = new List<Task<NameAnswer[]>>();
        if (around.IsOurNetwork)
        {
            if (around.IsOurRoot)
            {
                asked.Add(One(questions.System(name.Name)));
            }

            // localhost is nobody's business (RFC 6761).
            if (NameServiceOrder.AsksNameServers(around.Order) && !HostName.IsLoopback(name.Name))
            {
                asked.AddRange(around.Resolver.Servers.Select(server => One(questions.NameServer(server, name.Name, around.Resolver))));
            }

            asked.AddRange((resolver?.Servers ?? []).Select(server => Many(questions.Resolver(server, name.Name))));
        }

        NameAnswer[][] answers = await Task.WhenAll(asked).ConfigureAwait(false);
        HostsLine[] lines = [.. around.Hosts.Of(name.Name)];
        return new NginxNameFacts
        {
            Name = SafeText.Escape(name.Name),
            Lookup = name.Lookup,
            Uses = [.. name.Uses],
            Resolver = name.Resolver,
            ResolverValid = resolver?.Valid,
            AsksIPv4 = resolver?.AsksIPv4 ?? true,
            AsksIPv6 = resolver?.AsksIPv6 ?? true,
            Answers = [Hosts(name.Name, lines), .. answers.SelectMany(several => several)],
            Order = [.. around.Order],
            SearchDomains = [.. around.Resolver.SearchDomains.Select(SafeText.Escape)],
            NameServers = [.. around.Resolver.Servers.Select(server => server.ToString())],
            IsHostsLineMarked = lines.Length > 0 && lines.All(line => line.IsMarked),
            HostsChangedAt = around.HostsChangedAt,
            LoadedAt = around.LoadedAt,
            MasterConfigurationPath = SafeText.Escape(around.ConfigurationPath),
            ProcessId = around.ProcessId,
            Time = DateTime.Now,
            Timeout = timeout,
            NotSeen = [.. around.NotSeen],
        };
    }

    private static NameAnswer Hosts(string name, HostsLine[] lines)
    {
        IPAddress[] addresses = [.. lines.Select(line => line.Address)];
        string place = lines.Length == 0 ? HostsFile.Path : string.Create(CultureInfo.InvariantCulture, $"{HostsFile.Path}:{lines[0].LineNumber}");
        NameAnswerStatus status = lines.Length == 0 ? NameAnswerStatus.NoSuchName : NameAnswerStatus.Answered;
        return NameQuestions.Make(NameSource.Hosts, place, name, (status, addresses), (status, addresses), [], null, null, null);
    }

    private static async Task<NameAnswer[]> One(Task<NameAnswer> answer) => [await answer.ConfigureAwait(false)];

    private static async Task<NameAnswer[]> Many(Task<IReadOnlyList<NameAnswer>> answers) => [.. await answers.ConfigureAwait(false)];
}
