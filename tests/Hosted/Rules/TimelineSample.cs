using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of Get-502Timeline: when the files of a tree were changed, which needs nothing that runs.</summary>
/// <param name="Cmdlet">Its name.</param>
public sealed record TimelineSample(string Cmdlet) : CmdletSample(Cmdlet, Path.Combine(Package.Repository, "samples", "server"))
{
    /// <summary>The sample.</summary>
    public static TimelineSample Instance { get; } = new("Get-502Timeline");

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} -Kind FileChanged -Since 2000-01-01 -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\" -WarningAction Ignore";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
        [($"{Cmdlet} -NginxConfigPath $args[0]", "/nowhere\u001b\u009b"), ($"{Cmdlet} -Kind $args[0]", "x" + Evil), ($"{Cmdlet} -Since $args[0]", "x" + Evil)];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder)
    {
        folder.Write($"tree{Evil}/etc/nginx/nginx.conf", "events { }", "http { server { listen 127.0.0.1:80; } }");
        folder.Write($"tree{Evil}/etc/php/8.2/fpm/php-fpm.conf", "[www]", "user = nobody", $"listen = {folder.Path}/x.sock", "pm = static", "pm.max_children = 2");
        return $"{folder.Path}/tree{Evil}";
    }
}
