using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that changes configurations, or shows what was changed: a copy of the tree of a server.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Script">What gives objects, with the tree as <c>$args[0]</c>.</param>
/// <param name="Required">What it must have.</param>
public sealed record ChangeSample(string Cmdlet, string Script, string Required) : CmdletSample(Cmdlet, string.Empty)
{
    // Another number each time, so that there is something to change.
    private const string Tune =
        "Get-FpmPool -RootPath $args[0] | Set-FpmPoolTuning -RootPath $args[0] -MaxChildren (5 + [Environment]::TickCount64 % 1000) -Force -PassThru -WarningAction SilentlyContinue";

    /// <summary>A sample for every cmdlet that changes configurations.</summary>
    public static IReadOnlyList<ChangeSample> Changes { get; } =
    [
        new("Set-FpmPoolTuning", Tune, "-MaxChildren 5"),
        new(
            "Set-NginxUpstreamTuning",
            "Get-NginxUpstream -RootPath $args[0] | Set-NginxUpstreamTuning -RootPath $args[0] -ReadTimeout (5 + [Environment]::TickCount64 % 1000) -Force -PassThru -WarningAction SilentlyContinue",
            "-ReadTimeout 60"),
        new(
            "Sync-FpmEndpoint",
            "@(Get-FpmPool -RootPath $args[0])[0] | Sync-FpmEndpoint -RootPath $args[0] -Transport Tcp -Endpoint \"127.0.0.1:$(2000 + [Environment]::TickCount64 % 1000)\" -Force -PassThru -WarningAction SilentlyContinue",
            "-Transport Tcp"),
        new("Get-GatewayChange", Tune + " | Out-Null; Get-GatewayChange -Last", string.Empty),
        new("Restore-GatewayConfiguration", Tune + " | Restore-GatewayConfiguration -Force -PassThru -WarningAction SilentlyContinue", string.Empty),
    ];

    /// <inheritdoc/>
    public override string Subject => ServerCopy.ForTheRun().Path;

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => Required.Length == 0
        ? [($"{Cmdlet} -{(Cmdlet.StartsWith("Get-", StringComparison.Ordinal) ? "Since" : "Change")} $args[0]", "\u001b\u009b")]
        : [($"{Cmdlet} {(Cmdlet.Contains("Upstream") ? "-Server a -Location" : "-Pool")} $args[0] {Required} -RootPath '{Subject}'", "none\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => TreeSample.WriteHostile(folder);
}
