using Nginx502.Inspection;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Reads the firewall of this machine: rules, interfaces, and who listens. Changes nothing, and makes the kernel load nothing.</summary>
public static class FirewallReader
{
    private const string OwnNet = "/proc/self/net";

    /// <summary>Reads it.</summary>
    /// <param name="nginxMasters">The numbers of the masters of nginx.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FirewallFacts Read(IReadOnlyCollection<int> nginxMasters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nginxMasters);
        return Read(PrivateLibraries.Programs, OwnNet, FileTree.Host, nginxMasters, cancellationToken);
    }

    /// <summary>Reads that of a network namespace.</summary>
    /// <param name="programs">Runs programs in it.</param>
    /// <param name="netPath">Its directory in /proc.</param>
    /// <param name="files">The files of the machine.</param>
    /// <param name="nginxMasters">The numbers of the masters of nginx.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static FirewallFacts Read(IPrograms programs, string netPath, FileTree files, IReadOnlyCollection<int> nginxMasters, CancellationToken cancellationToken)
    {
        var gaps = new List<NotSeen>();
        FirewallRuleSet? rules = new FirewallRuleReader(new FirewallPrograms(programs, cancellationToken), netPath, gaps).Read();
        UfwState? ufw = UfwFiles.Read(files);
        return new FirewallFacts
        {
            Time = DateTime.Now,
            Rules = rules,
            Ufw = ufw,
            Manager = FirewallManagers.Find(rules, ufw),
            Interfaces = FirewallInterfaces.Read(netPath),
            Listeners = FirewallListeners.Read(nginxMasters, gaps),
            NotSeen = [.. gaps],
        };
    }
}
