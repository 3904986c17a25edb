using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that looks at the configurations of nginx and php-fpm: the tree of a server.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Arguments">What it is given beside the tree.</param>
public sealed record TreeSample(string Cmdlet, string Arguments = "") : CmdletSample(Cmdlet, Path.Combine(Package.Repository, "samples", "server"))
{
    /// <summary>A sample for every cmdlet that looks at configurations.</summary>
    public static IReadOnlyList<TreeSample> Trees { get; } =
    [
        new("Get-FpmPool"),
        new("Get-NginxUpstream"),
        new("Test-FpmAlignment"),
        new("Test-FpmConfiguration"),
        new("Test-NginxConfiguration"),
    ];

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet.StartsWith("Get-", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} {Arguments} -RootPath $args[0]";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [($"{Cmdlet} {Arguments} -RootPath $args[0]", "/nowhere\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => WriteHostile(folder);

    /// <summary>Writes the tree of a server whose every name and value holds control characters.</summary>
    internal static string WriteHostile(TemporaryFolder folder)
    {
        folder.Write(
            "etc/nginx/nginx.conf",
            "user \"www" + Evil + "\";",
            "events { }",
            "http {",
            "  upstream \"group" + Evil + "\" { server \"unix:/run/" + Evil + ".sock\"; }",
            "  server {",
            "    listen 127.0.0.1:80; server_name \"a" + Evil + "\";",
            "    location \"/" + Evil + "\" { fastcgi_param \"N" + Evil + "\" \"V" + Evil + "\"; fastcgi_pass \"group" + Evil + "\"; }",
            "    location \"/b\" { fastcgi_pass \"unix:/run/" + Evil + "2.sock\"; unknown" + Evil + " on; }",
            "  }",
            "}");
        folder.Write("etc/php/8.2/fpm/php-fpm.conf", "[global]", "include = /etc/php/8.2/fpm/pool.d/*.conf");
        folder.Write(
            "etc/php/8.2/fpm/pool.d/www.conf",
            "[w" + Evil + "]",
            "user = \"u" + Evil + "\"",
            "listen = \"/run/" + Evil + ".sock\"",
            "pm = static",
            "pm.max_children = 2",
            "env[E] = \"v" + Evil + "\"",
            "unknown" + Evil + " = 1");
        return folder.Path;
    }
}
