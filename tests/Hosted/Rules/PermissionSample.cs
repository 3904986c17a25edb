using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of the cmdlet that lets nginx's worker connect: configurations of which no program runs, so that lines alone are changed.</summary>
/// <param name="Subject">The directory with both configurations.</param>
public sealed record PermissionSample(string Subject) : CmdletSample("Repair-FpmSocketPermission", Subject)
{
    private const string Parameters = "-NginxConfigPath \"$($args[0])/nginx.conf\" -FpmConfigPath \"$($args[0])/php-fpm.conf\" -Force -Confirm:$false -WarningAction SilentlyContinue";

    /// <summary>The sample.</summary>
    public static PermissionSample Repair { get; } = MakeShared();

    /// <inheritdoc/>
    public override string Call => $"Repair-FpmSocketPermission www {Parameters} -PassThru";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
        [($"Repair-FpmSocketPermission $args[0] -NginxConfigPath '{Subject}/nginx.conf' -FpmConfigPath '{Subject}/php-fpm.conf'", "none\u001b\u009b")];

    /// <summary>Writes both configurations.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="text">What names of strangers hold.</param>
    public static string Write(TemporaryFolder folder, string text = "")
    {
        folder.Write(
            "nginx.conf",
            "user nobody;",
            "events { }",
            "http { server { server_name \"a" + text + "\"; location \"/" + text + "\" { fastcgi_pass \"unix:" + folder.Path + "/php" + text + ".sock\"; } } }");
        folder.Write("php-fpm.conf", "[global]", "; " + text, "[www]", "user = nobody", "listen = \"" + folder.Path + "/php" + text + ".sock\"", "pm = static", "pm.max_children = 1");
        return folder.Path;
    }

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => Write(folder, Evil);

    private static PermissionSample MakeShared()
    {
        var folder = new TemporaryFolder();
        RunDirectories.Add(folder.Path);
        return new PermissionSample(Write(folder));
    }
}
