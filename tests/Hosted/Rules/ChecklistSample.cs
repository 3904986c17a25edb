using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of Test-502Checklist: what the files of a tree say, which needs nothing that runs.</summary>
/// <param name="Cmdlet">Its name.</param>
public sealed record ChecklistSample(string Cmdlet) : CmdletSample(Cmdlet, Path.Combine(Package.Repository, "samples", "server"))
{
    /// <summary>The sample.</summary>
    public static ChecklistSample Instance { get; } = new("Test-502Checklist");

    /// <inheritdoc/>
    public override bool IsTable => false;

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} 1, 2 -NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\" -WarningAction Ignore";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes => [($"{Cmdlet} -NginxConfigPath $args[0]", "/nowhere\u001b\u009b"), ($"{Cmdlet} -Phase $args[0]", "x" + Evil)];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder)
    {
        folder.Write(
            $"tree{Evil}/etc/nginx/nginx.conf", $"error_log \"{folder.Path}/log{Evil}\";", "events { }",
            $"http {{ server {{ listen 127.0.0.1:80; server_name \"a{Evil}\"; location / {{ fastcgi_pass \"unix:{folder.Path}/x{Evil}.sock\"; }} location /b{Evil} {{ fastcgi_pass \"unix:{folder.Path}/y{Evil}.sock\"; }} }} }}");
        folder.Write($"tree{Evil}/etc/php/8.2/fpm/php-fpm.conf", "[w" + Evil + "]", "user = nobody", $"listen = {folder.Path}/x{Evil}.sock", "pm = static", "pm.max_children = 2");
        return $"{folder.Path}/tree{Evil}";
    }
}
