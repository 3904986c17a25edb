using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Discovery;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Sockets;

/// <summary>
/// What keeps nginx's worker out is asked of the kernel and explained by owner, group, mode and access list. Only root can be kept apart from the worker;
/// an ordinary user's worker is that user, and may whatever its owner may.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PermissionTests
{
    [Fact]
    public async Task AWrongGroupIsNamedWithWhatGivesTheSocketAway()
    {
        using TestedSite site = await TestedSite.StartAsync();
        if (!LabUser.IsRoot)
        {
            File.SetUnixFileMode(site.SocketPath, UnixFileMode.None);
            site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, "owns it, and its owner may not write to it");
            return;
        }

        await Tool.RunAsync("chown", "root:adm", site.SocketPath);

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, "is neither its owner root nor in its group adm, and others may not write to it");
        Assert.Equal("Repair-FpmSocketPermission -Pool www", result.Remedy!.Command);
        Assert.Contains($"'listen.group' = '{LabUser.ForWorkers!.Group}'", result.Remedies[1].Command, StringComparison.Ordinal);
        site.Pass(asUser: "root");
    }

    [Fact]
    public async Task AClosedParentIsNamed()
    {
        using TestedSite site = await TestedSite.StartAsync();
        File.SetUnixFileMode(site.Site.Directory.Run, LabUser.IsRoot ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.None);
        try
        {
            FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Reachable, Errno.EACCES, $"may not enter {site.Site.Directory.Run}");
            Assert.Contains("Sync-FpmEndpoint -Pool www -Transport UnixSocket", result.Remedy!.Command, StringComparison.Ordinal);
            Assert.Contains(result.Remedies, remedy => remedy.Command!.StartsWith("setfacl", StringComparison.Ordinal));
        }
        finally
        {
            File.SetUnixFileMode(site.Site.Directory.Run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }
    }

    [Fact]
    public async Task AccessListsThatGrantAndThatDenyAreExplained()
    {
        using TestedSite site = await TestedSite.StartAsync();
        string user = LabUser.ForWorkers?.Name ?? Environment.UserName;
        if (!LabUser.IsRoot)
        {
            await Tool.RunAsync("setfacl", "-m", $"u:{user}:rw", site.SocketPath);
            site.Pass();
            return;
        }

        await Tool.RunAsync("chown", "root:root", site.SocketPath);
        await Tool.RunAsync("setfacl", "-m", $"u:{user}:rw", site.SocketPath);
        FpmSocketTestResult granted = site.Pass();
        Assert.Contains($"user:{user}:rw-", granted.Facts.Steps[^1].AccessList);

        await Tool.RunAsync("setfacl", "-m", $"u:{user}:r", site.SocketPath);
        await Tool.RunAsync("chmod", "o+w", site.SocketPath);
        site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, $"its access list names the user {user}, who may not write to it by it");

        await Tool.RunAsync("setfacl", "-b", site.SocketPath);
        await Tool.RunAsync("setfacl", "-m", $"u:{user}:-", site.Site.Directory.Run);
        site.Fail(FpmSocketRungKind.Reachable, Errno.EACCES, $"its access list names the user {user}, who may not enter it by it");
    }

    [Fact]
    public async Task AnotherUserIsAskedForByName()
    {
        using TestedSite site = await TestedSite.StartAsync();
        if (!LabUser.IsRoot)
        {
            site.Pass(asUser: Environment.UserName);
            return;
        }

        site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, "nobody may not connect", asUser: "nobody");
        Assert.Throws<UserNotKnownException>(() => site.Test(asUser: "no-such-user"));
    }

    [Fact]
    public async Task GroupsThatWereGivenUnderARunningNginxAreToldWithTheReload()
    {
        using TestedSite site = await TestedSite.StartAsync();
        string group = Path.Combine(site.Site.Directory.Path, "group");
        File.Copy("/etc/group", group);
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        // An nginx with an /etc/group of its own, so that nobody else's is changed.
        site.Site.Nginx.Stop();
        await Tool.RunAsync("chown", "root:games", site.SocketPath);
        string script = $"mount --bind {group} /etc/group && exec {LabProgram.Nginx} -p {site.Site.Directory.Path}/ -c {site.Site.Nginx.ConfigurationPath} -e stderr -g 'daemon off;'";
        using StartedServer nginx = await StartedServer.StartAsync("/usr/bin/unshare", ["-m", "sh", "-c", script]);
        site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, "others may not write to it");

        string text = await File.ReadAllTextAsync(group);
        await File.WriteAllTextAsync(group, text.Replace("games:x:60:", $"games:x:60:{LabUser.ForWorkers!.Name}", StringComparison.Ordinal));
        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Permitted, Errno.EACCES, $"/etc/group puts {LabUser.ForWorkers.Name} into games by now, and the running worker does not know it");
        Assert.Equal("nginx -s reload", result.Remedy!.Command);

        IReadOnlyList<ProcessIdentity> before = nginx.Identity.Children();
        nginx.Identity.Signal(UnixSignal.Hangup);
        await Patience.UntilAsync(() => nginx.Identity.Children() is { Count: > 0 } now && !now.Any(before.Contains), "nginx to reload");
        site.Pass();
    }
}
