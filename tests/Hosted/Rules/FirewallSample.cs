using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that looks at the firewall. What it finds is this machine's own, which no test changes.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Script">What gives objects, with the tree of a server as <c>$args[0]</c>.</param>
/// <param name="Required">What it must have.</param>
/// <param name="Mistake">What is behind it, with a text that names nothing as <c>$args[0]</c>.</param>
public sealed record FirewallSample(string Cmdlet, string Script, string Required, string Mistake) : CmdletSample(Cmdlet, Path.Combine(Package.Repository, "samples", "server"))
{
    private const string Configuration = " -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\"";

    /// <summary>A sample for every cmdlet that looks at the firewall.</summary>
    public static IReadOnlyList<FirewallSample> Firewalls { get; } =
    [
        new("Test-GatewayFirewall", "Test-GatewayFirewall -WarningAction SilentlyContinue" + Configuration, string.Empty, "-Source $args[0]"),
        new(
            "Enable-GatewayFirewallPort",
            "$null = Enable-GatewayFirewallPort -Port 80 -WhatIf -ErrorAction Ignore; " + ChangeSample.Changes.Single(sample => sample.Cmdlet == "Get-GatewayChange").Script.Replace("$args[0]", $"'{ServerCopy.ForTheRun().Path}'", StringComparison.Ordinal),
            "-Port 80 -Confirm:$false",
            "-Port 80 -Confirm:$false -Source $args[0]"),
    ];

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet == "Enable-GatewayFirewallPort";

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [($"{Cmdlet} {Mistake}", "none\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder)
    {
        folder.Write("etc/nginx/nginx.conf", "events { }", "http { server { listen 80; location / { fastcgi_pass \"unix:/run/" + Evil + ".sock\"; } } }");
        folder.Write("etc/php/8.2/fpm/php-fpm.conf", "[w" + Evil + "]", "listen = 0.0.0.0:9123", "pm = static", "pm.max_children = 2");
        return folder.Path;
    }
}
