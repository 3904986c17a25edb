using Nginx502.Inspection;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>nginx judges its configuration, and nothing of the server differs afterwards.</summary>
public sealed class NginxCheckTests
{
    private static readonly LabSiteOptions Plain = new();

    [Fact]
    public async Task TheCheckOfARunningNginxLeavesNoTrace()
    {
        using LabSite site = await LabSite.StartAsync();
        await site.GetAsync("/hello.php");
        await LabSite.WaitForLogAsync(site.AccessLog, "/hello.php");

        // A log that is not there yet, a user to whom the temporary directories would be given, a socket that -t would bind and unlink.
        string other = $"user root;\npid {site.Directory.Run}/other.pid;\nerror_log {site.Directory.Logs}/new.log;\nevents {{ }}\nhttp {{ access_log {site.Directory.Logs}/new-access.log; client_body_temp_path {site.Directory.Path}/body; server {{ listen unix:{site.Directory.Run}/nginx.sock; listen 127.0.0.1:{site.Nginx.Port}; }} }}\n";
        File.WriteAllText(site.Nginx.ConfigurationPath, other);
        NginxInstance instance = Find(site);
        string before = Snapshot.Of(site.Directory.Path);
        string mounts = await File.ReadAllTextAsync("/proc/self/mountinfo");
        string listening = Snapshot.Listening(site.Nginx.Port);

        ConfigurationCheck check = NginxCheck.Run(instance);

        Assert.Equal(before, Snapshot.Of(site.Directory.Path));
        Assert.Equal(mounts, await File.ReadAllTextAsync("/proc/self/mountinfo"));
        Assert.Equal(listening, Snapshot.Listening(site.Nginx.Port));
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
        AssertRan(check);
        Assert.Equal(LabUser.IsRoot, check.Passed);
        Assert.False(check.BoundPorts);
        Assert.Equal(["-t", "-c", site.Nginx.ConfigurationPath, "-p", site.Directory.Path + "/", "-e", "stderr", "-g", "daemon off;"], check.Arguments);
    }

    [Fact]
    public async Task WhatTheRunningMastersOptionsBreakIsFound()
    {
        using LabSite site = await LabSite.StartAsync();
        File.WriteAllText(site.Nginx.ConfigurationPath, "daemon on;\n" + await File.ReadAllTextAsync(site.Nginx.ConfigurationPath));

        ConfigurationCheck check = NginxCheck.Run(Find(site));

        AssertRan(check);
        if (LabUser.IsRoot)
        {
            ConfigurationDiagnostic diagnostic = Assert.Single(check.Diagnostics);
            Assert.Equal(("\"daemon\" directive is duplicate", site.Nginx.ConfigurationPath, 1), (diagnostic.Message, diagnostic.Path, diagnostic.LineNumber));
            Assert.Equal((1, false), (check.ExitCode!.Value, check.Passed));
        }
    }

    [Fact]
    public async Task StagedFilesAreJudgedInsteadOfThoseOnDisk()
    {
        using LabSite site = await LabSite.StartAsync();
        NginxInstance instance = Find(site);
        byte[] good = await File.ReadAllBytesAsync(site.Nginx.ConfigurationPath);
        byte[] bad = "events { }\nhttp {\n  nonsense on;\n}\n"u8.ToArray();

        ConfigurationCheck broken = NginxCheck.Run(instance, Staged(site, bad));
        File.WriteAllBytes(site.Nginx.ConfigurationPath, bad);
        ConfigurationCheck repaired = NginxCheck.Run(instance, Staged(site, good));

        Assert.Equal(bad, await File.ReadAllBytesAsync(site.Nginx.ConfigurationPath));
        Assert.Equal((false, LabUser.IsRoot), (broken.Passed, repaired.Passed));
        Assert.Equal(LabUser.IsRoot ? [$"{site.Nginx.ConfigurationPath}:3: unknown directive \"nonsense\""] : [], broken.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public async Task ChecksAtTheSameTimeDoNotMeet()
    {
        using LabSite site = await LabSite.StartAsync();
        NginxInstance instance = Find(site);
        string before = Snapshot.Of(site.Directory.Path);
        byte[] good = await File.ReadAllBytesAsync(site.Nginx.ConfigurationPath);

        ConfigurationCheck[] checks = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            () => NginxCheck.Run(instance, Staged(site, number % 2 == 0 ? good : "broken"u8.ToArray())))));

        Assert.Equal(Enumerable.Range(0, 8).Select(number => number % 2 == 0 && LabUser.IsRoot), checks.Select(check => check.Passed));
        Assert.Equal(before, Snapshot.Of(site.Directory.Path));
    }

    [Fact]
    public void AnNginxThatDoesNotRunIsCheckedToo()
    {
        using LabDirectory directory = new();
        int port = FreePort.Tcp();
        string configuration = LabDirectory.Write(directory.Configuration, "nginx.conf", NginxConfiguration.Compose(directory, port, "127.0.0.1:9", Plain).Replace("listen 127.0.0.1", $"listen unix:{directory.Run}/n.sock; listen 127.0.0.1", StringComparison.Ordinal));
        NginxInstance instance = Assert.Single(GatewayDiscovery.FindNginx(configuration).Instances);
        string before = Snapshot.Of(directory.Path);

        ConfigurationCheck check = NginxCheck.Run(instance with { IsNamed = false });

        Assert.Equal(before, Snapshot.Of(directory.Path));
        AssertRan(check);
        Assert.Equal((LabUser.IsRoot, LabUser.IsRoot), (check.Passed, check.BoundPorts));
        Assert.Equal("", Snapshot.Listening(port));
    }

    [Fact]
    public void AConfigurationThatOthersCanChangeIsNotCheckedByNameAsRoot()
    {
        using LabDirectory directory = new();
        string configuration = LabDirectory.Write(directory.Configuration, "nginx.conf", "events { }");
        NginxInstance instance = Assert.Single(GatewayDiscovery.FindNginx(configuration).Instances);

        ConfigurationCheck unknown = NginxCheck.Run(instance);
        ConfigurationCheck weak = NginxCheck.Run(instance, new ConfigurationCheckOptions { ConfigurationFiles = [configuration] });

        Assert.False(unknown.WasRun || weak.WasRun);
        Assert.Contains(LabUser.IsRoot ? "are not known" : "CAP_SYS_ADMIN", unknown.NotSeen[0].Reason, StringComparison.Ordinal);
        Assert.Contains(LabUser.IsRoot ? "can be changed by others than root" : "CAP_SYS_ADMIN", weak.NotSeen[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherRootIsNotChecked()
    {
        using LabSite site = await LabSite.StartAsync();
        using Nginx502.Linux.FileTree files = Nginx502.Linux.FileTree.At(site.Directory.Path);

        ConfigurationCheck check = NginxCheck.Run(Assert.Single(GatewayDiscovery.FindNginx(files, "/conf/nginx.conf").Instances));

        Assert.False(check.WasRun);
        Assert.Contains("another root", check.NotSeen[0].Reason, StringComparison.Ordinal);
    }

    private static NginxInstance Find(LabSite site) =>
        Assert.Single(GatewayDiscovery.FindNginx().Instances, instance => instance.Master?.ProcessId == site.Nginx.ProcessId);

    private static ConfigurationCheckOptions Staged(LabSite site, byte[] content) =>
        new() { StagedFiles = new Dictionary<string, byte[]?> { [site.Nginx.ConfigurationPath] = content } };

    private static void AssertRan(ConfigurationCheck check)
    {
        Assert.Equal((LabUser.IsRoot, LabUser.IsRoot), (check.WasRun, check.IsPrivate));
        if (!LabUser.IsRoot)
        {
            Assert.Contains("CAP_SYS_ADMIN", check.NotSeen[0].Reason, StringComparison.Ordinal);
        }
    }
}
