using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that looks at the running machine: with the configurations of a tree, whether anything of them runs or not.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Arguments">What it is given beside the configurations.</param>
public sealed record MachineSample(string Cmdlet, string Arguments = "") : CmdletSample(Cmdlet, Path.Combine(Package.Repository, "samples", "server"))
{
    /// <summary>A sample for every cmdlet that looks at the running machine.</summary>
    public static IReadOnlyList<MachineSample> Machines { get; } =
    [
        new("Get-GatewayService"),
        new("Measure-GatewayResource", "-Interval 0"),
    ];

    /// <inheritdoc/>
    public override bool IsTable => false;

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} {Arguments} -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\" -WarningAction Ignore";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [($"{Cmdlet} -NginxConfigPath $args[0]", "/nowhere\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder)
    {
        folder.Write($"tree{Evil}/etc/nginx/nginx.conf", $"error_log \"{folder.Path}/log{Evil}\";", "events { }", "http { server { listen 127.0.0.1:80; } }");
        folder.Write($"tree{Evil}/etc/php/8.2/fpm/php-fpm.conf", "[w" + Evil + "]", "user = nobody", $"listen = {folder.Path}/x{Evil}.sock", "pm = static", "pm.max_children = 2");
        return $"{folder.Path}/tree{Evil}";
    }
}
