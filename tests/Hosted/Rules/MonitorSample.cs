using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet of the monitor. Nothing is registered on this machine, and the suspension of the test run stays: it keeps recoveries from acting here.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Script">What gives objects, without a subject.</param>
/// <param name="Required">What it must have.</param>
public sealed record MonitorSample(string Cmdlet, string Script, string Required) : CmdletSample(Cmdlet, string.Empty)
{
    private const string Suspend = "Suspend-502Monitor 7d 'the tests run' -PassThru -InformationAction Ignore -WarningAction Ignore";
    private const string Get = "Get-502Monitor -WarningAction Ignore";

    /// <summary>A sample for every cmdlet of the monitor.</summary>
    public static IReadOnlyList<MonitorSample> Samples { get; } =
    [
        new("Get-502Monitor", Get, string.Empty),
        new("Register-502Monitor", "$null = Register-502Monitor -WhatIf -HostProgram /nowhere/x -ErrorAction Ignore; " + Get, "-Confirm:$false"),
        new("Unregister-502Monitor", "$null = Unregister-502Monitor -WhatIf -ErrorAction Ignore; " + Get, "-Confirm:$false"),
        new("Suspend-502Monitor", Suspend, "-For 1h -Reason x -Confirm:$false"),
        new("Resume-502Monitor", "@() | Resume-502Monitor; " + Get, "-Confirm:$false"),
        new("Send-502Notification", "Send-502Notification http://127.0.0.1:1/hook -PassThru -Confirm:$false -ErrorAction Ignore", "syslog: -Confirm:$false"),
    ];

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
    [
        ("Suspend-502Monitor -For $args[0] -Reason x", "x" + Evil),
        ("Register-502Monitor -Allow $args[0]", "x" + Evil),
        ("Register-502Monitor -HostProgram $args[0]", "/x" + Evil),
        ("Send-502Notification syslog: -From $args[0]", "x" + Evil),
        ("Send-502Notification syslog: -Body $args[0]", "x" + Evil),
        ("Send-502Notification $args[0]", "https://x" + Evil),
    ];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => string.Empty;
}
