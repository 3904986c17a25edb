using System.Runtime.Versioning;
using Nginx502.Inspection;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Discovery;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>A master whose program was replaced since its start is not judged by what took its place. Only root can have a program that is believed.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReplacedProgramTests
{
    [Fact]
    public async Task AnNginxWhoseProgramWasReplacedIsNotChecked()
    {
        if (!Requirement.IsMet("a program of root's own", LabUser.IsRoot))
        {
            return;
        }

        using RootsDirectory programs = new();
        using LabDirectory directory = new();
        using ToldStarts starts = new();
        string program = programs.Copy(LabProgram.Nginx);
        string configuration = LabDirectory.Write(directory.Configuration, "nginx.conf", NginxConfiguration.Compose(directory, FreePort.Tcp(), "127.0.0.1:9", new LabSiteOptions()));
        using StartedServer nginx = await StartedServer.StartAsync(program, ["-p", directory.Path, "-c", configuration, "-e", "stderr", "-g", "daemon off;"]);
        Assert.True(NginxCheck.Run(Find(nginx)).Passed);

        starts.Write(program);
        NginxInstance replaced = Find(nginx);
        AssertRefused(NginxCheck.Run(replaced), "nginx");

        Assert.Empty(starts.Take());
        NginxCheck.Run(replaced with { Process = replaced.Process! with { IsExecutableDeleted = false } });
        Assert.StartsWith(program + " -t ", Assert.Single(starts.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APhpFpmWhoseProgramWasReplacedIsNotChecked()
    {
        if (!Requirement.IsMet("a program of root's own", LabUser.IsRoot))
        {
            return;
        }

        using RootsDirectory programs = new();
        using LabDirectory directory = new();
        using ToldStarts starts = new();
        string program = programs.Copy(LabProgram.PhpFpm[0]);
        string configuration = LabDirectory.Write(directory.Configuration, "fpm.conf", $"[global]\nerror_log = {directory.Logs}/fpm.log\npid = {directory.Run}/fpm.pid\n" + new Lab.FpmPool("www", directory.Run + "/fpm.sock").Render());
        using StartedServer fpm = await StartedServer.StartAsync(program, ["-F", "-n", "-y", configuration]);
        Assert.True(FpmCheck.Run(Find(fpm.ProcessId)).Passed);

        starts.Write(program);
        FpmInstance replaced = Find(fpm.ProcessId);
        AssertRefused(FpmCheck.Run(replaced), "php-fpm");

        Assert.Empty(starts.Take());
        FpmCheck.Run(replaced with { Process = replaced.Process! with { IsExecutableDeleted = false } });
        Assert.StartsWith(program + " -t ", Assert.Single(starts.Take()), StringComparison.Ordinal);
    }

    private static void AssertRefused(ConfigurationCheck check, string program)
    {
        Assert.Equal((false, false, null), (check.WasRun, check.Passed, check.ExitCode));
        NotSeen gap = check.NotSeen[0];
        Assert.Contains("was deleted or replaced since its start", gap.Reason, StringComparison.Ordinal);
        Assert.Equal($"Restart {program} when it suits.", gap.Remedy);
    }

    private static NginxInstance Find(StartedServer server) =>
        Assert.Single(GatewayDiscovery.FindNginx().Instances, instance => instance.Master?.ProcessId == server.ProcessId);

    private static FpmInstance Find(int processId) =>
        Assert.Single(GatewayDiscovery.FindFpm().Instances, instance => instance.Master?.ProcessId == processId);
}
