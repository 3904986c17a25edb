using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of Test-GatewayIntegration: pools that no php-fpm runs with, so that nothing is written or asked.</summary>
public sealed record IntegrationSample() : CmdletSample("Test-GatewayIntegration", Path.Combine(Package.Repository, "tests", "data", "memory", "php-fpm.conf"))
{
    private static readonly string Nginx = $"-NginxConfigPath '{Path.Combine(Package.Repository, "samples", "server", "etc", "nginx", "nginx.conf")}'";

    /// <summary>The sample.</summary>
    public static IntegrationSample Instance { get; } = new();

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} -FpmConfigPath $args[0] {Nginx}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
        [($"{Cmdlet} -FpmConfigPath $args[0]", "/nowhere\u001b\u009b"), ($"{Cmdlet} -Pool $args[0] -FpmConfigPath '{Subject}' {Nginx}", "none\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => folder.Write(
        "php-fpm.conf", "[w" + Evil + "]", "user = nobody", "listen = \"/run/" + Evil + ".sock\"", "pm = static", "pm.max_children = 2");
}
