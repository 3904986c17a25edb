namespace Nginx502.Diagnosis;

/// <summary>Does the firewall let visitors in, and strangers not to php-fpm?</summary>
internal sealed class FirewallCheck : IChecklistCheck
{
    private const string LookedAt = "the rules that the kernel has";

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Network;

    /// <inheritdoc/>
    public string Name => "firewall";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        if (context.Snapshot.Firewall is not { Rules: not null } firewall)
        {
            NotSeen gap = context.Snapshot.Firewall?.NotSeen.FirstOrDefault() ?? context.GapOf("the firewall") ?? new NotSeen("the firewall", "it was not looked at", "Test-GatewayFirewall looks at it.");
            return [context.NotSeen(this, "firewall", LookedAt, gap)];
        }

        IReadOnlyList<FirewallPort> ports = FirewallPorts.Find(firewall, context.Snapshot.Configuration.Upstreams, context.Snapshot.Configuration.Pools, []);
        return GatewayFirewall.Examine(firewall, ports).Zip(ports, (result, port) => ItemOf(context, result, port));
    }

    private ChecklistItem ItemOf(ChecklistContext context, GatewayFirewallResult result, FirewallPort port)
    {
        ChecklistStatus status = port is { IsListening: false, Use: FirewallPortUse.Web } ? ChecklistStatus.Skipped : ChecklistText.StatusOf(result.Severity);
        string rule = result.Decisions.Length > 0 ? $"; {ChecklistText.Few(result.Decisions.Select(decision => decision.ToString()))}" : string.Empty;
        return context.Item(this, status, $"port {port.Port} ({port.Name})", result.Explanation, LookedAt + rule, status is ChecklistStatus.Passed or ChecklistStatus.Skipped ? [] : result.Remedies);
    }
}
