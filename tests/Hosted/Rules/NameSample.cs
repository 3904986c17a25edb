using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that asks for host names, or writes them into a hosts file.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Subject">A configuration of nginx, or the tree of a server.</param>
/// <param name="Script">What gives objects, with the subject as <c>$args[0]</c>.</param>
/// <param name="Required">What it must have.</param>
/// <param name="Mistake">A call that fails and repeats what was given.</param>
public sealed record NameSample(string Cmdlet, string Subject, string Script, string Required, string Mistake) : CmdletSample(Cmdlet, Subject)
{
    // Another name each time, so that there is something to change.
    private const string Add = "$n = \"h$([Environment]::TickCount64)\"; Add-GatewayHostEntry $n 10.0.0.5 -RootPath $args[0] -PassThru";

    /// <summary>A sample for every cmdlet that has to do with host names.</summary>
    public static IReadOnlyList<NameSample> Samples { get; } =
    [
        new("Resolve-NginxUpstream", Package.TestData("names/nginx.conf"), "Resolve-NginxUpstream -NginxConfigPath $args[0]", string.Empty, $"Resolve-NginxUpstream -Name $args[0] -NginxConfigPath '{Package.TestData("names/nginx.conf")}'"),
        new("Add-GatewayHostEntry", string.Empty, Add, "php 10.0.0.5", $"Add-GatewayHostEntry $args[0] 10.0.0.5 -RootPath '{Package.Repository}/samples/server'"),
        new("Remove-GatewayHostEntry", string.Empty, Add + " | Out-Null; Remove-GatewayHostEntry $n -RootPath $args[0] -PassThru", "php", $"Remove-GatewayHostEntry $args[0] -RootPath '{Package.Repository}/samples/server'"),
    ];

    /// <inheritdoc/>
    public override bool IsTable => Cmdlet != "Resolve-NginxUpstream";

    /// <inheritdoc/>
    public override string Subject => base.Subject.Length == 0 ? ServerCopy.ForTheRun().Path : base.Subject;

    /// <inheritdoc/>
    public override string Call => Script;

    /// <inheritdoc/>
    public override string Alone => $"{Cmdlet} {Required}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [(Mistake, "none\u001b\u009b")];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder)
    {
        folder.Write("etc/hosts", "127.0.0.1 localhost", "# " + Evil, "10.0.0.7 \"" + Evil + "\" # " + Evil);
        string configuration = folder.Write(
            "etc/nginx/nginx.conf",
            "events { }",
            "http {",
            "  upstream \"group" + Evil + "\" { server localhost:9000; }",
            "  server {",
            "    server_name \"a" + Evil + "\";",
            "    location \"/" + Evil + "\" { fastcgi_pass \"group" + Evil + "\"; }",
            "    location \"/b" + Evil + "\" { resolver \"" + Evil + "\" valid=1s; set $b localhost:9001; proxy_pass \"http://$b/" + Evil + "\"; }",
            "  }",
            "}");
        return Cmdlet == "Resolve-NginxUpstream" ? configuration : folder.Path;
    }
}
