using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What decides about host names where an nginx runs: its files, and whether we stand in the same network.</summary>
internal sealed class NameSurroundings
{
    private NameSurroundings(NginxReading reading)
    {
        FileTree files = reading.Instance.Files;
        byte[]? hosts = files.ReadBytes(HostsFile.Path, out string? problem);
        Hosts = HostsFile.Parse(hosts);
        HostsChangedAt = files.TryReadStatus(HostsFile.Path, out FileStatus status) ? Latest(status).ToLocalTime() : null;
        Order = NameServiceOrder.Parse(files.ReadText(NameServiceOrder.Path, out _));
        Resolver = ResolverFile.Parse(files.ReadText(ResolverFile.Path, out _));
        ConfigurationPath = reading.Configuration.Path;
        ProcessId = reading.Instance.Master?.ProcessId;
        LoadedAt = reading.Instance.Master is { } master ? master.Workers.Select(worker => worker.StartTime).Min() ?? master.StartTime : null;
        IsOurRoot = reading.Instance.IsOurs || files.IsHost;
        IsOurNetwork = IsSameNetwork(reading.Instance.Process?.NetworkNamespace);
        NotSeen = [.. Gaps(problem)];
    }

    /// <summary>The hosts file, as nginx sees it.</summary>
    public HostsFile Hosts { get; }

    /// <summary>When it was changed last, local time.</summary>
    public DateTime? HostsChangedAt { get; }

    /// <summary>The order of sources there.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>What the C library's resolver is told there.</summary>
    public ResolverFile Resolver { get; }

    /// <summary>The main file of the configuration.</summary>
    public string ConfigurationPath { get; }

    /// <summary>The master; null when it does not run.</summary>
    public int? ProcessId { get; }

    /// <summary>When nginx read its configuration last; null when that is not known.</summary>
    public DateTime? LoadedAt { get; }

    /// <summary>True when the system's resolver answers us as it answers nginx.</summary>
    public bool IsOurRoot { get; }

    /// <summary>True when name servers are reached from here as nginx reaches them.</summary>
    public bool IsOurNetwork { get; }

    /// <summary>What cannot be asked from here.</summary>
    public IReadOnlyList<NotSeen> NotSeen { get; }

    /// <summary>Looks at them.</summary>
    public static NameSurroundings Of(NginxReading reading) => new(reading);

    // A file that was put in place of another one is new, whatever time of writing it brought along.
    private static DateTime Latest(FileStatus status) => status.BirthTime > status.LastWriteTime ? status.BirthTime.Value : status.LastWriteTime;

    private static bool IsSameNetwork(string? network) => network is null || network == (FileTree.Host.ReadLink("/proc/self/ns/net") ?? network);

    private IEnumerable<NotSeen> Gaps(string? hostsProblem)
    {
        if (hostsProblem is not null)
        {
            yield return new NotSeen(HostsFile.Path, $"it {hostsProblem}", "Run it as root.");
        }

        string process = string.Create(CultureInfo.InvariantCulture, $"{ProcessId}");
        if (!IsOurNetwork)
        {
            yield return new NotSeen("what name servers answer", "this nginx lives in another network", $"Run it there: nsenter -t {process} -n, or in the container.");
        }
        else if (!IsOurRoot)
        {
            yield return new NotSeen("what the system's resolver answers", "this nginx has another root directory, and with it other settings", "Run it there, in the container.");
        }
    }
}
