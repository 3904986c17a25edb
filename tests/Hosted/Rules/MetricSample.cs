using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of the cmdlet that writes metrics: those of a copy of a server, in a directory of the test run.</summary>
public sealed record MetricSample() : CmdletSample("Export-502Metric", Path.Combine(Package.Repository, "samples", "server"))
{
    private static readonly string Folder = RunDirectories.Add(Directory.CreateTempSubdirectory("nginx502-metrics-").FullName);

    /// <summary>The sample.</summary>
    public static MetricSample Instance { get; } = new();

    /// <inheritdoc/>
    public override string Call =>
        $"Export-502Metric '{Folder}' -PassThru -WarningAction Ignore -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\"";

    /// <inheritdoc/>
    public override string Alone => $"Export-502Metric '{Folder}'";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
    [
        ("Export-502Metric $args[0]", "/nowhere/" + Evil + "/x.prom"),
        ($"{Alone} -NginxConfigPath $args[0]", "/nowhere" + Evil),
    ];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => new MachineSample(Cmdlet).MakeHostile(folder);
}
