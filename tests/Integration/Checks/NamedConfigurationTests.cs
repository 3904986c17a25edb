using System.Runtime.Versioning;
using Nginx502.Inspection;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>A configuration that somebody names, and that no master runs with, is loaded by root only where root alone can change all that it is made of.</summary>
[SupportedOSPlatform("linux")]
public sealed class NamedConfigurationTests : IDisposable
{
    private readonly LabDirectory _others = new();
    private readonly RootsDirectory? _own = LabUser.IsRoot ? new RootsDirectory() : null;

    public void Dispose()
    {
        _own?.Dispose();
        _others.Dispose();
    }

    [Theory]
    [InlineData("include", "site.conf", false)]
    [InlineData("include", "*.conf", false)]
    [InlineData("include", "site.conf", true)]
    [InlineData("load_module", "site.conf", false)]
    [InlineData("load_module", "site.conf", true)]
    public void WhatLiesWhereOthersCanWriteIsNotLoaded(string directive, string name, bool isInFileOfRoots)
    {
        if (!Requirement.IsMet("a configuration of root's own", LabUser.IsRoot))
        {
            return;
        }

        string theirs = LabDirectory.Write(_others.State, "site.conf", "worker_processes 1;\n");
        string line = $"{directive} {_others.State}/{name};";

        AssertRefused(TestNginx(isInFileOfRoots ? $"include {_own!.Write("own.conf", line)};" : line), theirs);
    }

    [Theory]
    [InlineData(0b110_110_100, false)]
    [InlineData(0b110_100_110, false)]
    [InlineData(0b110_100_100, true)]
    public void AFileOfRootsDirectoryThatOthersCanWriteToIsNotLoaded(int mode, bool isOfWorkers)
    {
        if (!Requirement.IsMet("a configuration of root's own", LabUser.IsRoot))
        {
            return;
        }

        string file = _own!.Write("site.conf", "worker_processes 1;\n");
        Assert.True(TestNginx($"include {file};").Passed);

        File.SetUnixFileMode(file, (UnixFileMode)mode);
        UnixCall.ChangeOwner(file, isOfWorkers ? LabUser.ForWorkers! : LabUser.Root);

        AssertRefused(TestNginx($"include {file};"), file);
        AssertRefused(TestNginx($"load_module {file};"), file);
    }

    [Fact]
    public void WhereALinkLeadsCounts()
    {
        if (!Requirement.IsMet("a configuration of root's own", LabUser.IsRoot))
        {
            return;
        }

        string link = _own!.At("site.conf");
        File.CreateSymbolicLink(link, LabDirectory.Write(_others.State, "site.conf", "worker_processes 1;\n"));

        AssertRefused(TestNginx($"include {link};"), link);
        AssertRefused(TestNginx($"load_module {link};"), link);
    }

    [Fact]
    public void AModuleIsLookedForWhereNginxLooks()
    {
        if (!Requirement.IsMet("a configuration of root's own", LabUser.IsRoot))
        {
            return;
        }

        string prefix = NginxBuild.Read(LabProgram.Nginx, out _)!.Prefix!;
        string theirs = Path.GetRelativePath(prefix, LabDirectory.Write(_others.State, "site.so", ""));
        string own = Path.GetRelativePath(prefix, _own!.Write("site.so", "no module"));

        AssertRefused(TestNginx($"load_module {theirs};"), theirs);
        ConfigurationTestResult asked = TestNginx($"load_module {own};");
        Assert.Equal((true, false), (asked.IsAsked, asked.Passed));
        Assert.Contains(own, asked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void APoolThatOthersCanChangeIsNotLoaded()
    {
        if (!Requirement.IsMet("a configuration of root's own", LabUser.IsRoot))
        {
            return;
        }

        string pool = new Lab.FpmPool("www", _others.Run + "/fpm.sock").Render();
        string own = _own!.Write("own.conf", pool);
        string theirs = LabDirectory.Write(_others.State, "www.conf", pool);

        Assert.True(TestFpm(own).Passed);
        AssertRefused(TestFpm(theirs), theirs);
        AssertRefused(TestFpm(_others.State + "/*.conf"), theirs);
    }

    private ConfigurationTestResult TestNginx(string line)
    {
        string main = _own!.Write("nginx.conf", $"{line}\nevents {{ }}\n");
        return ConfigurationTester.Test(Assert.Single(GatewayReader.ReadNginx(new GatewayTarget { NginxConfigurationPath = main }).Readings));
    }

    private ConfigurationTestResult TestFpm(string include)
    {
        string main = _own!.Write("fpm.conf", $"[global]\nerror_log = {_others.Logs}/fpm.log\ninclude = {include}\n");
        return ConfigurationTester.Test(Assert.Single(GatewayReader.ReadFpm(new GatewayTarget { FpmConfigurationPath = main }).Readings));
    }

    private static void AssertRefused(ConfigurationTestResult result, string path)
    {
        Assert.Equal((false, null, string.Empty), (result.IsAsked, result.Command, result.Output));
        Assert.Contains($"{path} can be changed by others than root", result.NotSeen[0].Reason, StringComparison.Ordinal);
    }
}
