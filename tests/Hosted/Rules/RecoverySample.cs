using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that plans, recovers or restarts. Recoveries of the test run are suspended, so that none acts on the machine of the tests.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Script">What gives objects, with the subject as <c>$args[0]</c>.</param>
/// <param name="Subject">The file or the tree.</param>
/// <param name="Required">What it must have.</param>
public sealed record RecoverySample(string Cmdlet, string Script, string Subject, string Required) : CmdletSample(Cmdlet, Subject)
{
    private const string Configuration = " -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\"";

    private static readonly string Server = Path.Combine(Package.Repository, "samples", "server");

    /// <summary>A sample for every such cmdlet.</summary>
    public static IReadOnlyList<RecoverySample> Recoveries { get; } = Make();

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet == "Restart-GatewayService";

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}".TrimEnd();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => Cmdlet == "Restart-GatewayService"
        ? [($"{Cmdlet} $args[0] -Confirm:$false", "none\u001b\u009b")]
        : [($"{Alone} -NginxConfigPath $args[0]", "/nowhere\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => Cmdlet switch
    {
        "Get-502RecoveryPlan" => SnapshotSample.Samples.Single(sample => sample.Cmdlet == "Get-502Diagnosis").MakeHostile(folder),
        "Restart-GatewayService" => ServerCopy.ForTheRun().Path,
        _ => new MachineSample(Cmdlet).MakeHostile(folder),
    };

    private static RecoverySample[] Make()
    {
        string monitor = Path.Combine(Environment.GetEnvironmentVariable("NGINX502_STATE_DIRECTORY")!, "run", "monitor");
        Directory.CreateDirectory(monitor, (UnixFileMode)0x1C0);
        File.WriteAllText(
            Path.Combine(monitor, "suspended.json"),
            $$"""{"until":"{{DateTime.Now.AddDays(1):O}}","reason":"the tests run","since":"{{DateTime.Now:O}}"}""");
        return
        [
            new("Get-502RecoveryPlan", "Get-502Diagnosis -Path $args[0] | Get-502RecoveryPlan", SnapshotSample.File, string.Empty),
            new("Invoke-502Recovery", "Invoke-502Recovery -Confirm:$false" + Configuration, Server, "-Confirm:$false"),
            new(
                "Restart-GatewayService",
                "$null = Restart-GatewayService nginx -WhatIf -ErrorAction Ignore; " + ChangeSample.Changes.Single(sample => sample.Cmdlet == "Get-GatewayChange").Script.Replace("$args[0]", $"'{ServerCopy.ForTheRun().Path}'", StringComparison.Ordinal),
                Server,
                "nginx -Confirm:$false"),
        ];
    }
}
