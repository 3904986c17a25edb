using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>Real sites that disagree in one way each: visitors get the error, and exactly that way is named, with both lines.</summary>
[SupportedOSPlatform("linux")]
public sealed class AlignmentTests
{
    public static TheoryData<string> Misalignments() => [.. Misalignment.All.Keys];

    [Theory]
    [MemberData(nameof(Misalignments))]
    public async Task WhatGivesVisitorsA502IsNamedWithBothLines(string name)
    {
        Misalignment broken = Misalignment.All[name];
        using GatewaySite site = await GatewaySite.StartAsync(broken.Configure);
        broken.Then(site);
        try
        {
            Assert.Equal(502, await site.StatusAsync(broken.Path));

            AlignmentMismatch found = Assert.Single(site.Troubles());

            Assert.Equal((broken.Kind, Severity.Error, 502), (found.Kind, found.Severity, found.AttemptStatus));
            AssertPlace(site.NginxPath, broken.NginxLine, found.NginxPlace);
            AssertPlace(site.FpmPath, broken.FpmLine, found.FpmPlace);
            Assert.NotEmpty(found.Explanation);
            Assert.NotEmpty(found.Remedies);
        }
        finally
        {
            Open(site.Site.Directory);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnIntactSiteIsNotComplainedOf(bool usesTcp)
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions { UsesTcp = usesTcp });

        Assert.Equal(200, await site.StatusAsync());

        Assert.Empty(site.Troubles());
        AlignmentResult result = Assert.Single(site.Examine());
        Assert.Equal((true, NginxConfiguration.ServerName, "~ \\.php$", "www", site.FpmPath), (result.Passed, result.Server, result.Location, result.Pool, result.ConfigurationPath));
        Assert.Equal(site.Site.Pool.Endpoint, result.Endpoint?.ToString());
        Assert.Empty(result.NotSeen);
    }

    [Fact]
    public async Task WhatIsTypedSaysTheSame()
    {
        using GatewaySite site = await GatewaySite.StartAsync(Misalignment.All["another path"].Configure);
        using GatewaySite intact = await GatewaySite.StartAsync();

        ShellObjects results = await site.TypeWellAsync(
            $"Test-FpmAlignment {site.Nginx} {site.Fpm}; Test-FpmAlignment {site.Nginx} {site.Fpm} -Quiet; Test-FpmAlignment {intact.Nginx} {intact.Fpm} -Quiet");

        Assert.Equal(["False", "True"], results.Objects.Take(2).Select(result => ShellObjects.Value(result, "Passed")));
        Assert.Contains("SocketPathMismatch", results.Objects[0].GetProperty("Mismatches").ToString(), StringComparison.Ordinal);
        Assert.Equal(["False", "True"], results.Objects.Skip(2).Select(answer => answer.ToString()));
    }

    [Fact]
    public async Task ALimitThatComesAfterNginxGaveUpIsNamed()
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions
        {
            LocationText = "fastcgi_read_timeout 1s;",
            PoolDirectives = new Dictionary<string, string> { ["request_terminate_timeout"] = "90s" },
        });
        HeldRequest slow = site.Site.Hold();

        Assert.Equal(504, (await slow.Response).Status);

        AlignmentMismatch found = Assert.Single(site.Troubles());
        Assert.Equal((AlignmentMismatchKind.TerminateTimeoutTooLong, 504), (found.Kind, found.AttemptStatus));
        AssertPlace(site.NginxPath, "fastcgi_read_timeout", found.NginxPlace);
        AssertPlace(site.FpmPath, "request_terminate_timeout", found.FpmPlace);
        slow.LetGo();
    }

    [Fact]
    public async Task BuffersThatNginxWillNotLoadAreNamed()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string text = await File.ReadAllTextAsync(site.NginxPath);

        // The check has a pid file of its own.
        await File.WriteAllTextAsync(
            site.NginxPath,
            text.Replace("fastcgi_pass", "fastcgi_buffer_size 64k;\nfastcgi_pass", StringComparison.Ordinal).Replace("\npid ", "\n# ", StringComparison.Ordinal));

        AlignmentMismatch found = Assert.Single(site.Troubles(), mismatch => mismatch.Severity >= Severity.Error);

        Assert.Equal(AlignmentMismatchKind.BufferRule, found.Kind);
        AssertPlace(site.NginxPath, "fastcgi_buffer_size", found.NginxPlace);
        Assert.Contains(
            Nginx.NginxProgram.Check(site.Site.Directory.Path, "-t", site.NginxPath).Said,
            said => said.StartsWith("emerg \"fastcgi_busy_buffers_size\" must be less than the size of all \"fastcgi_buffers\" minus one buffer", StringComparison.Ordinal));
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task FilesThatWereChangedSinceTheyWereLoadedAreNamed()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        File.SetLastWriteTimeUtc(site.NginxPath, DateTime.UtcNow.AddMinutes(1));
        File.SetLastWriteTimeUtc(site.FpmPath, DateTime.UtcNow.AddMinutes(1));

        IReadOnlyList<AlignmentMismatch> found = site.Troubles();

        Assert.Equal([AlignmentMismatchKind.NginxNotReloaded, AlignmentMismatchKind.FpmNotReloaded], found.Select(mismatch => mismatch.Kind));
        Assert.Equal((site.NginxPath, site.FpmPath), (found[0].NginxPlace?.Path, found[1].FpmPlace?.Path));
    }

    private static void AssertPlace(string path, string line, AlignmentPlace? place)
    {
        Assert.Equal(path, place?.Path);
        string[] lines = File.ReadAllLines(path);
        Assert.InRange(place!.LineNumber ?? 0, 1, lines.Length);
        Assert.StartsWith(line, lines[place.LineNumber!.Value - 1].TrimStart(), StringComparison.Ordinal);
    }

    // An ordinary user's own directory is cleared by nobody else.
    private static void Open(LabDirectory directory)
    {
        if (Directory.Exists(directory.Run + "/closed"))
        {
            File.SetUnixFileMode(directory.Run + "/closed", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
