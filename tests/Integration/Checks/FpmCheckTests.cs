using Nginx502.Inspection;
using Nginx502.IntegrationTests.Discovery;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>php-fpm judges its configuration, and nothing of the server differs afterwards.</summary>
public sealed class FpmCheckTests
{
    [Fact]
    public async Task TheCheckOfARunningPhpFpmLeavesNoTrace()
    {
        using LabSite site = await LabSite.StartAsync();
        string preload = LabDirectory.Write(site.Directory.Configuration, "preload.php", $"<?php file_put_contents('{site.Directory.State}/preloaded', 'x');");
        string configuration = $"[global]\nerror_log = {site.Directory.Logs}/new.log\npid = {site.Directory.Run}/new.pid\n"
            + (site.Pool with { Directives = new Dictionary<string, string> { ["slowlog"] = site.Directory.Logs + "/slow.log", ["request_slowlog_timeout"] = "5s", ["access.log"] = site.Directory.Logs + "/access-new.log" } }).Render();
        File.WriteAllText(site.Fpm.ConfigurationPath, configuration);
        FpmInstance instance = Find(site.Fpm.ProcessId) with { CommandLine = FpmCommandLine.Parse(["php-fpm", "-y", site.Fpm.ConfigurationPath, "-d", "opcache.preload=" + preload, "-d", "opcache.preload_user=root"]) };
        string before = Snapshot.Of(site.Directory.Path);
        string temporary = TemporaryNames();

        ConfigurationCheck check = FpmCheck.Run(instance);

        Assert.Equal(before, Snapshot.Of(site.Directory.Path));
        Assert.Equal(temporary, TemporaryNames());
        Assert.Equal((LabUser.IsRoot, LabUser.IsRoot), (check.WasRun, check.Passed));
        Assert.DoesNotContain("preload", check.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
    }

    [Fact]
    public async Task TheRunningMastersDefinitionsAndPrefixCount()
    {
        using LabDirectory directory = new();
        Lab.FpmPool pool = new("www", directory.Run + "/fpm.sock");
        string extra = LabDirectory.Write(directory.Configuration, "extra.conf", pool.Render());
        string configuration = LabDirectory.Write(directory.Configuration, "fpm.conf", $"[global]\nerror_log = {directory.Logs}/fpm.log\npid = {directory.Run}/fpm.pid\ninclude = conf/extra.conf\n");
        using StartedServer fpm = await StartedServer.StartAsync(LabProgram.PhpFpm[0], ["-F", "-n", "-y", configuration, "-p", directory.Path, "-d", "memory_limit=77M"]);

        ConfigurationCheck good = FpmCheck.Run(Find(fpm.ProcessId));
        ConfigurationCheck bad = FpmCheck.Run(Find(fpm.ProcessId), new ConfigurationCheckOptions { StagedFiles = new Dictionary<string, byte[]?> { [extra] = "[www]\nlisten = /x\nnonsense = 1\n"u8.ToArray() } });

        // Without -p the include would be looked for below the built-in prefix.
        Assert.Equal(LabUser.IsRoot, good.Passed);
        Assert.False(bad.Passed);
        if (LabUser.IsRoot)
        {
            Assert.Contains(bad.Diagnostics, diagnostic => diagnostic.Path == extra && diagnostic.LineNumber == 3 && diagnostic.Message.Contains("unknown entry 'nonsense'", StringComparison.Ordinal));
            Assert.Contains("memory_limit=77M", good.Arguments);
        }
    }

    [Fact]
    public async Task AListenDirectoryThatIsMissingFailsTheCheckThoughPhpFpmAcceptsIt()
    {
        using LabSite site = await LabSite.StartAsync();
        string missing = site.Directory.Run + "/gone";
        ConfigurationCheckOptions options = new()
        {
            StagedFiles = new Dictionary<string, byte[]?> { [site.Fpm.ConfigurationPath] = System.Text.Encoding.UTF8.GetBytes($"[global]\nerror_log = {site.Directory.Logs}/x.log\n" + (site.Pool with { Listen = missing + "/s" }).Render()) },
            RequiredPaths = [site.Directory.Run, missing],
        };

        ConfigurationCheck check = FpmCheck.Run(Find(site.Fpm.ProcessId), options);

        Assert.False(check.Passed);
        Assert.Equal(LabUser.IsRoot ? [("MissingDirectory", missing)] : [], check.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Path)));
        Assert.Equal(LabUser.IsRoot ? 0 : null, check.ExitCode);
    }

    [Fact]
    public async Task WhereTheRunningMastersEnvironmentLooksForIniFilesCounts()
    {
        using LabDirectory directory = new();
        string scanned = Directory.CreateDirectory(directory.Configuration + "/scanned").FullName;
        string[] broken = [LabDirectory.Write(directory.Configuration, "php.ini", "a = (\n"), LabDirectory.Write(scanned, "extra.ini", "b = (\n")];
        string configuration = LabDirectory.Write(directory.Configuration, "fpm.conf", $"[global]\nerror_log = {directory.Logs}/fpm.log\npid = {directory.Run}/fpm.pid\n" + new Lab.FpmPool("www", directory.Run + "/fpm.sock").Render());
        Dictionary<string, string> environment = new() { ["PATH"] = "/usr/bin:/bin", ["PHPRC"] = directory.Configuration, ["PHP_INI_SCAN_DIR"] = scanned };
        using StartedServer fpm = await StartedServer.StartAsync(LabProgram.PhpFpm[0], ["-F", "-y", configuration], environment);
        FpmInstance instance = Find(fpm.ProcessId);

        // A syntax error in php.ini is said, and nothing more comes of it.
        Assert.Equal(LabUser.IsRoot ? broken : [], Said(instance));
        Assert.Equal(LabUser.IsRoot ? broken[..1] : [], Said(instance with { Environment = ["PATH=/usr/bin:/bin", "PHPRC=" + directory.Configuration] }));
        Assert.Empty(Said(instance with { Environment = ["PATH=/usr/bin:/bin"] }));

        string?[] Said(FpmInstance asked)
        {
            ConfigurationCheck check = FpmCheck.Run(asked);
            Assert.Equal((LabUser.IsRoot, LabUser.IsRoot), (check.WasRun, check.Passed));
            return [.. check.Diagnostics.Where(diagnostic => diagnostic.Message.StartsWith("syntax error", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Path)];
        }
    }

    private static string TemporaryNames() => string.Join('\n', Directory.EnumerateFileSystemEntries("/tmp", ".Zend*").Order(StringComparer.Ordinal));

    private static FpmInstance Find(int processId) =>
        Assert.Single(GatewayDiscovery.FindFpm().Instances, instance => instance.Master?.ProcessId == processId);
}
