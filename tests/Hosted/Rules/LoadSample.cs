using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of Measure-GatewayLoad: a web server of the tests that answers well as long as it is asked little.</summary>
public sealed record LoadSample() : CmdletSample("Measure-GatewayLoad", Server.Value.Uri)
{
    // Listens as long as the tests run.
    private static readonly Lazy<HttpStub> Server = new(() => new HttpStub { Limit = 2, Delay = TimeSpan.FromMilliseconds(5) });

    private static readonly string Tree = Path.Combine(Package.Repository, "samples", "server");

    private static readonly string Configuration = $"-NginxConfigPath '{Tree}/etc/nginx/nginx.conf' -FpmConfigPath '{Tree}/etc/php/8.2/fpm/php-fpm.conf' -Confirm:$false";

    /// <summary>The sample.</summary>
    public static LoadSample Instance { get; } = new();

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} $args[0] -FindLimit -Requests 20 -Concurrency 8 {Configuration}";

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} -Endpoint /nowhere.sock -ScriptPath /srv/index.php {Configuration}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
    [
        ($"{Cmdlet} $args[0] {Configuration}", "http://\u001b\u009b.example/"),
        ($"{Cmdlet} -Endpoint $args[0] {Configuration}", "/nowhere\u001b\u009b.sock"),
        ($"{Cmdlet} {Subject} -NginxConfigPath $args[0] -Confirm:$false", "/nowhere\u001b\u009b"),
    ];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => Server.Value.Uri + "path" + Evil + "?query" + Evil;
}
