using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>The firewall and the ports that matter, read for a cmdlet. Neither nginx nor php-fpm has to be there.</summary>
/// <param name="Facts">The firewall.</param>
/// <param name="Ports">The ports.</param>
internal sealed record FirewallReading(FirewallFacts Facts, IReadOnlyList<FirewallPort> Ports)
{
    /// <summary>Reads them.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="ports">The ports that are asked about; empty for those that matter.</param>
    /// <param name="untilStopped">Ends quietly on Ctrl+C.</param>
    /// <param name="stop">Cancelled by Ctrl+C.</param>
    public static FirewallReading Read(PSCmdlet cmdlet, GatewayTarget target, IReadOnlyCollection<int> ports, Action<Action> untilStopped, CancellationToken stop)
    {
        FirewallReading? reading = null;
        untilStopped(() =>
        {
            GatewayReadings<NginxReading> nginx = GatewayReader.ReadNginx(target);
            GatewayReadings<FpmReading> fpm = GatewayReader.ReadFpm(target);
            foreach (string note in nginx.Notes.Concat(fpm.Notes))
            {
                cmdlet.WriteVerbose(note);
            }

            FirewallFacts facts = FirewallReader.Read([.. nginx.Readings.Select(found => found.Instance.Master?.ProcessId).OfType<int>()], stop);
            foreach (NotSeen gap in facts.NotSeen)
            {
                cmdlet.WriteVerbose(gap.ToString());
            }

            reading = new FirewallReading(facts, FirewallPorts.Find(
                facts,
                [.. nginx.Readings.SelectMany(found => found.Configuration.Upstreams)],
                [.. fpm.Readings.SelectMany(found => found.Configuration.Pools)],
                ports));
        });
        return reading!;
    }

    /// <summary>What -Source names; null without it. A text that names nothing ends the cmdlet.</summary>
    public static FirewallSource? SourceOf(PSCmdlet cmdlet, string? text)
    {
        if (text is not null && !FirewallSource.TryParse(text, out _))
        {
            cmdlet.ThrowTerminatingError(Errors.SourceInvalid(text));
        }

        return FirewallSource.TryParse(text, out FirewallSource? source) ? source : null;
    }
}
