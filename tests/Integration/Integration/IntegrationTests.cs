using Nginx502.FastCgi;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Integration;

/// <summary>PHP through a real php-fpm and through a real nginx, well and with each half broken on purpose.</summary>
public sealed class IntegrationTests
{
    [Fact]
    public async Task BothHalvesAreWell()
    {
        using LabSite site = await StartAsync();

        GatewayIntegrationResult result = Assert.Single(Test(site));

        Assert.True(result.Passed, result.Explanation);
        Assert.Equal((IntegrationState.Passed, IntegrationState.Passed, 404), (result.Fpm.State, result.Nginx.State, result.Nginx.Status));
        Assert.StartsWith(site.Directory.DocumentRoot + "/nginx502-probe-", result.Nginx.ScriptFileName, StringComparison.Ordinal);
        Assert.Equal(site.Directory.DocumentRoot, result.Nginx.DocumentRoot);
        Assert.Equal("fpm-fcgi", result.Php!.Sapi);
        Assert.Equal((64L << 20, TimeSpan.FromSeconds(33)), (result.Php.Limits.MemoryLimitBytes, result.Php.Limits.RequestTerminateTimeout));
        Assert.Contains("Core", result.Php.Extensions);
        Assert.Equal(LabUser.ForWorkers?.Name, result.Fpm.AskedAs);
        AssertClean(site);
    }

    [Fact]
    public async Task InTheDocumentRootNginxHandsTheProbeOver()
    {
        using LabSite site = await StartAsync();

        GatewayIntegrationResult result = Assert.Single(Test(site, isInDocumentRoot: true));

        Assert.True(result.Passed, result.Explanation);
        Assert.Equal(200, result.Nginx.Status);
        Assert.StartsWith(site.Directory.DocumentRoot + "/nginx502-probe-", result.Nginx.ScriptFileName, StringComparison.Ordinal);
        AssertClean(site);
    }

    [Fact]
    public async Task NginxPointsToAnotherDirectory()
    {
        using LabSite site = await StartAsync(new LabSiteOptions { LocationText = "fastcgi_param SCRIPT_FILENAME /nowhere/at/all$fastcgi_script_name;" });

        GatewayIntegrationResult result = Assert.Single(Test(site));

        Assert.Equal((false, IntegrationHalf.Nginx, IntegrationState.Passed), (result.Passed, result.FailedHalf, result.Fpm.State));
        Assert.Contains("/nowhere/at/all", result.Nginx.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NginxPointsToADirectoryWithoutTheSitesScripts()
    {
        using LabSite site = await StartAsync(directory => new LabSiteOptions { LocationText = $"fastcgi_param SCRIPT_FILENAME {directory.State}$fastcgi_script_name;" });

        // By the configuration alone both directories are there; the probe in the document root shows it.
        Assert.Equal(IntegrationHalf.Nginx, Assert.Single(Test(site, isInDocumentRoot: true)).FailedHalf);
        LabDirectory.Write(site.Directory.DocumentRoot, "index.php", "<?php echo 1;");
        Assert.Contains("/index.php", Assert.Single(Test(site)).Nginx.Explanation, StringComparison.Ordinal);
        AssertClean(site);
    }

    [Fact]
    public async Task PhpFpmIsDead()
    {
        using LabSite site = await StartAsync();
        FpmReading[] before = [.. GatewayReader.ReadFpm(TargetOf(site)).Readings];
        site.Fpm.KillAll();

        GatewayIntegrationResult result = Assert.Single(Test(site, readings: before));
        GatewayIntegrationResult gone = Assert.Single(Test(site));

        Assert.Equal((IntegrationHalf.Fpm, IntegrationState.NotSeen, 502), (result.FailedHalf, result.Nginx.State, result.Nginx.Status));
        Assert.Equal((IntegrationHalf.Fpm, IntegrationState.Failed), (gone.FailedHalf, gone.Fpm.State));
        AssertClean(site);
    }

    [Fact]
    public async Task OpenBaseDirectoryIsSkippedAndSaidSo()
    {
        using LabSite site = await StartAsync(directory => new LabSiteOptions
        {
            PoolDirectives = new Dictionary<string, string> { ["php_admin_value[open_basedir]"] = directory.DocumentRoot },
        });

        GatewayIntegrationResult skipped = Assert.Single(Test(site));
        GatewayIntegrationResult there = Assert.Single(Test(site, isInDocumentRoot: true));

        Assert.Equal((IntegrationState.Skipped, IntegrationState.Passed, true), (skipped.Fpm.State, skipped.Nginx.State, skipped.Passed));
        Assert.Contains("open_basedir", skipped.Fpm.Explanation, StringComparison.Ordinal);
        Assert.Null(skipped.Php);
        Assert.Equal((IntegrationState.Skipped, 200), (there.Fpm.State, there.Nginx.Status));
        Assert.NotNull(there.Php);
        AssertClean(site);
    }

    [Fact]
    public async Task ASiteThatAnswersItselfIsNotSeenWithoutAProbeThere()
    {
        using LabSite site = await StartAsync(new LabSiteOptions { LocationText = "try_files $fastcgi_script_name =404;" });

        Assert.Equal(IntegrationState.NotSeen, Assert.Single(Test(site)).Nginx.State);
        Assert.Equal(IntegrationState.Passed, Assert.Single(Test(site, isInDocumentRoot: true)).Nginx.State);
    }

    [Fact]
    public async Task NobodyGetsAnAnswerWithoutTheTokenOrTooLate()
    {
        using LabSite site = await StartAsync();
        FpmEndpoint endpoint = FpmEndpoint.Parse(site.Pool.Endpoint);
        var probe = new PhpProbe(".php", DateTimeOffset.UtcNow);
        var late = new PhpProbe(".php", DateTimeOffset.UtcNow - PhpProbe.Lifetime - TimeSpan.FromSeconds(2));
        using RunProbe there = RunProbe.Write(FileCalls.Kernel, site.Directory.Run, probe);
        using RunProbe expired = RunProbe.Write(FileCalls.Kernel, site.Directory.Run, late);

        Assert.Equal(200, Ask(there.Path, probe.Token).Status);
        Assert.Equal([404, 404, 404, 404], new[] { Ask(there.Path, null), Ask(there.Path, late.Token), Ask(there.Path, probe.Token.ToLowerInvariant()), Ask(expired.Path, late.Token) }.Select(answer => answer.Status));
        Assert.All(new[] { Ask(there.Path, null), Ask(expired.Path, late.Token) }, answer => Assert.Equal(string.Empty, answer.Body));

        FastCgiResponse Ask(string path, string? token) => FastCgiClient.Send(
            endpoint, new FastCgiRequest(path) { Parameters = token is null ? [] : [new KeyValuePair<string, string>(PhpProbe.TokenParameter, token)] });
    }

    [Fact]
    public async Task TheNextRunRemovesWhatAKilledOneLeft()
    {
        using LabSite site = await StartAsync();
        DateTime old = DateTime.UtcNow.AddMinutes(-5);

        // What a run leaves that is killed: its probes, never disposed.
        RunProbe killed = RunProbe.Write(FileCalls.Kernel, site.Directory.Run, new PhpProbe(".php", old));
        RunProbe young = RunProbe.Write(FileCalls.Kernel, site.Directory.Run, new PhpProbe(".php", DateTimeOffset.UtcNow));
        DocumentRootProbe left = DocumentRootProbe.Write(FileCalls.Kernel, site.Directory.DocumentRoot, new PhpProbe(".php", old));
        string foreign = Path.Combine(site.Directory.Run, "nginx502-probe-0123456789ABCDEF0123456789ABCDEF");
        Directory.CreateDirectory(foreign);
        File.WriteAllText(Path.Combine(foreign, "notes.txt"), "somebody's");
        string own = LabDirectory.Write(site.Directory.DocumentRoot, "nginx502-probe.php", "<?php");
        foreach (string path in new[] { Path.GetDirectoryName(killed.Path)!, foreign })
        {
            Directory.SetLastWriteTimeUtc(path, old);
        }

        File.SetLastWriteTimeUtc(left.Path, old);
        File.SetLastWriteTimeUtc(own, old);

        IReadOnlyList<string> removed = Of(site, isInDocumentRoot: false, out FpmReading[] fpm).RemoveLeftovers(fpm[0].Configuration.Pools);

        Assert.Equal([Path.GetDirectoryName(killed.Path)!, left.Path], removed);
        Assert.False(Directory.Exists(Path.GetDirectoryName(killed.Path)) || File.Exists(left.Path));
        Assert.True(File.Exists(young.Path) && File.Exists(Path.Combine(foreign, "notes.txt")) && File.Exists(own));
        young.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(young.Path)));
    }

    [Fact]
    public async Task AProbeInADocumentRootIsItsOwners()
    {
        if (LabUser.ForWorkers is null)
        {
            return;
        }

        // The laboratory's directory of state belongs to the workers.
        using LabSite site = await StartAsync();
        using DocumentRootProbe probe = DocumentRootProbe.Write(FileCalls.Kernel, site.Directory.State, new PhpProbe(".php", DateTimeOffset.UtcNow));

        Assert.True(FileStatus.TryRead(site.Directory.State, out FileStatus directory));
        Assert.True(FileStatus.TryRead(probe.Path, out FileStatus file));
        Assert.Equal((directory.OwnerId, 1u, FileKind.Regular), (file.OwnerId, file.LinkCount, file.Kind));
        Assert.NotEqual(0u, file.OwnerId);
        probe.Dispose();
        Assert.Empty(probe.Leftovers);
        Assert.False(File.Exists(probe.Path));
    }

    // A timeline takes a directory that was changed for a deployment: a probe is none, what somebody puts there meanwhile is.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AProbeLeavesNoTraceOfItsOwn(bool isDeployedMeanwhile)
    {
        using var directory = new LabDirectory();
        string root = Directory.CreateDirectory(Path.Combine(directory.Path, "site")).FullName;
        DateTime before = DateTime.UtcNow.AddDays(-3);
        Directory.SetLastWriteTimeUtc(root, before);
        using (DocumentRootProbe.Write(FileCalls.Kernel, root, new PhpProbe(".php", DateTimeOffset.UtcNow)))
        {
            Assert.NotEqual(before, Directory.GetLastWriteTimeUtc(root));
            if (isDeployedMeanwhile)
            {
                Thread.Sleep(20);
                LabDirectory.Write(root, "index.php", "<?php");
            }
        }

        Assert.Equal(!isDeployedMeanwhile, Directory.GetLastWriteTimeUtc(root) == before);
    }

    [Fact]
    public async Task TheCmdletSaysItAndWritesNothingUnderWhatIf()
    {
        using LabSite site = await StartAsync();
        string call = $"Test-GatewayIntegration -NginxConfigPath {BuiltShell.Quote(site.Nginx.ConfigurationPath)} -FpmConfigPath {BuiltShell.Quote(site.Fpm.ConfigurationPath)}";

        ShellObjects planned = await BuiltShell.RunAsync(call + " -WhatIf");
        Assert.Empty(planned.Objects);
        Assert.Empty(LabSite.ReadLog(site.AccessLog));

        ShellObjects refused = await BuiltShell.RunAsync(call + " -InDocumentRoot -Confirm:$false");
        Assert.Contains("nobody can answer", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(LabSite.ReadLog(site.AccessLog));

        ShellObjects tested = await BuiltShell.RunAsync($"({call} -InDocumentRoot -Force).Passed; {call} -Quiet");
        Assert.Equal(["True", "True"], tested.Objects.Select(item => item.ToString()));
        Assert.DoesNotContain("Token", LabSite.ReadLog(site.AccessLog), StringComparison.OrdinalIgnoreCase);
        AssertClean(site);
        Assert.Empty(Directory.GetDirectories("/run", "nginx502-probe-*"));
    }

    private static Task<LabSite> StartAsync(LabSiteOptions? options = null) => StartAsync(_ => options ?? new LabSiteOptions());

    private static Task<LabSite> StartAsync(Func<LabDirectory, LabSiteOptions> configure) => LabSite.StartAsync(directory =>
    {
        LabSiteOptions options = configure(directory);
        var directives = new Dictionary<string, string>(options.PoolDirectives) { ["php_admin_value[memory_limit]"] = "64M", ["request_terminate_timeout"] = "33s" };
        return options with { PoolDirectives = directives };
    });

    private static GatewayTarget TargetOf(LabSite site) => new() { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath };

    private static GatewayIntegration Of(LabSite site, bool isInDocumentRoot, out FpmReading[] fpm, FpmReading[]? readings = null)
    {
        NginxReading[] nginx = [.. GatewayReader.ReadNginx(TargetOf(site)).Readings];
        fpm = readings ?? [.. GatewayReader.ReadFpm(TargetOf(site)).Readings];
        return new GatewayIntegration(nginx, GatewayCollector.Collect(nginx, fpm, default), new GatewayIntegrationOptions { IsInDocumentRoot = isInDocumentRoot, Place = site.Directory.Run });
    }

    private static GatewayIntegrationResult[] Test(LabSite site, bool isInDocumentRoot = false, FpmReading[]? readings = null)
    {
        GatewayIntegration integration = Of(site, isInDocumentRoot, out FpmReading[] fpm, readings);
        return [.. fpm.SelectMany(reading => reading.Configuration.Pools.SelectMany(pool => integration.Test(reading, pool)))];
    }

    private static void AssertClean(LabSite site)
    {
        Assert.Empty(Directory.GetDirectories(site.Directory.Run, "nginx502-probe-*"));
        Assert.Empty(Directory.GetFiles(site.Directory.DocumentRoot, "nginx502-probe-*"));
    }
}
