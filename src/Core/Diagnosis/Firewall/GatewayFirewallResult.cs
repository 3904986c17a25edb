namespace Nginx502;

/// <summary>What the firewall of this machine does with connections to one port. Its texts are safe to show.</summary>
/// <param name="Passed">True when a port that visitors need is open, and one of php-fpm is not open to strangers.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Name">What listens there: <c>nginx</c>, <c>pool www</c>.</param>
/// <param name="Source">Where connections were said to come from; null for anywhere.</param>
/// <param name="State">What becomes of them.</param>
/// <param name="OpenTo">Who gets in: <c>anyone</c>, <c>10.0.0.7</c>, <c>nobody</c>; and of whom it is not known.</param>
/// <param name="Severity">How bad it is; null when it is as it should be.</param>
/// <param name="Explanation">What that means, sentences.</param>
/// <param name="Decisions">Which rule decides what.</param>
/// <param name="Remedies">What can be done, the best first.</param>
/// <param name="Manager">The tool that manages the firewall.</param>
/// <param name="NotSeen">What could not be looked at.</param>
public sealed record GatewayFirewallResult(
    bool Passed,
    int Port,
    FirewallPortUse Use,
    string Name,
    string? Source,
    FirewallState State,
    string OpenTo,
    Severity? Severity,
    string Explanation,
    FirewallDecision[] Decisions,
    Remedy[] Remedies,
    FirewallManager Manager,
    NotSeen[] NotSeen)
{
    /// <summary>In a line.</summary>
    public override string ToString() => $"{Port} ({Name}): {State}. {Explanation}";
}
