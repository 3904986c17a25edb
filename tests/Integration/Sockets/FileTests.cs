using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Sockets;

/// <summary>What lies where nginx looks is told for what it is.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileTests
{
    [Fact]
    public async Task AHealthyPoolPassesEveryRung()
    {
        using TestedSite site = await TestedSite.StartAsync();

        FpmSocketTestResult result = site.Pass();

        Assert.All(result.Rungs, rung => Assert.Equal(FpmSocketRungStatus.Passed, rung.Status));
        Assert.Equal(("www", site.Site.Fpm.ConfigurationPath, site.Site.Fpm.ProcessId), (result.Pool, result.ConfigurationPath, result.ProcessId));
        Assert.Equal(site.Site.Nginx.WorkerIds[0], result.Facts.Client!.ProcessId);
        Assert.Equal(site.Site.Fpm.Workers.Select(worker => worker.Id).Order(), result.Facts.Listener!.Workers.Select(worker => worker.ProcessId).Order());
        Assert.Empty(result.Warnings);
        Assert.Empty(result.NotSeen);
    }

    [Fact]
    public async Task APathDeletedUnderALiveMasterIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        File.Delete(site.SocketPath);

        site.Fail(FpmSocketRungKind.Exists, Errno.ENOENT, $"{site.Site.Fpm.ProcessId}, pool www still listens on what it was");
    }

    [Fact]
    public async Task APathDeletedAndRecreatedByAnotherIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        File.Delete(site.SocketPath);
        using Socket silent = TestedSite.Listen(site.SocketPath);

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Answers, null, "which is no php-fpm");

        Assert.Equal(Environment.ProcessId, result.ProcessId);
        Assert.Contains($"{site.Site.Fpm.ProcessId}, pool www still listens on the earlier socket", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APathDeletedAndRecreatedWithoutAListenerIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        File.Delete(site.SocketPath);
        using Socket bound = TestedSite.Listen(site.SocketPath, backlog: 0);

        site.Fail(FpmSocketRungKind.Listening, Errno.ECONNREFUSED, "it was deleted and made again, and nobody listens on the new one");
    }

    [Fact]
    public async Task AStoppedMasterTakesItsSocketAway()
    {
        using TestedSite site = await TestedSite.StartAsync();
        site.Site.Fpm.Stop();

        site.Fail(FpmSocketRungKind.Exists, Errno.ENOENT, "the php-fpm of the pool www does not run");
    }

    [Fact]
    public async Task AStaleSocketIsToldFromALiveOne()
    {
        using TestedSite site = await TestedSite.StartAsync();
        site.Site.Fpm.KillAll();

        site.Fail(FpmSocketRungKind.Listening, Errno.ECONNREFUSED, "the php-fpm of the pool www ended without taking the file away");
    }

    [Fact]
    public async Task OrphansOfAKilledMasterAnswerAndAreTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        site.Site.Fpm.KillMaster();

        FpmSocketTestResult result = site.Pass();

        Assert.True(result.Facts.Listener!.IsMasterGone);
        Assert.Contains("The master of these 2 workers has ended", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARegularFileADirectoryADatagramSocketAndADanglingLinkAreNamed()
    {
        using TestedSite site = await TestedSite.StartAsync();
        site.Site.Fpm.Stop();
        string path = site.SocketPath;

        await File.WriteAllTextAsync(path, "no socket");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        site.Fail(FpmSocketRungKind.IsSocket, Errno.ECONNREFUSED, "is a regular file and no socket");
        File.Delete(path);

        Directory.CreateDirectory(path);
        site.Fail(FpmSocketRungKind.IsSocket, Errno.ECONNREFUSED, "is a directory and no socket");
        Directory.Delete(path);

        using (Socket datagrams = TestedSite.Listen(path, backlog: 0, SocketType.Dgram))
        {
            site.Fail(FpmSocketRungKind.IsSocket, Errno.EPROTOTYPE, "is a socket of another type");
        }

        File.Delete(path);
        File.CreateSymbolicLink(path, "/nowhere/php.sock");
        site.Fail(FpmSocketRungKind.Exists, Errno.ENOENT, "is a link to /nowhere/php.sock, and nothing is there");
        File.Delete(path);

        File.CreateSymbolicLink(path, path);
        Assert.Equal(FpmSocketRungKind.Exists, site.Test().FailedRung);
    }

    [Fact]
    public async Task ADirectoryThatIsAFileAndAPathThatIsTooLongAreNamed()
    {
        using TestedSite through = await TestedSite.StartAsync(fastCgiPass: directory => $"unix:{LabDirectory.Write(directory.Run, "file", "")}/php.sock");
        through.Fail(FpmSocketRungKind.Exists, Errno.ENOTDIR, "is a regular file and no directory");

        var facts = Assert.Single(FpmSocketSurvey.Look([FpmEndpoint.Parse("/tmp/" + new string('x', 120))], [], [], FpmSocketOptions.Default));
        FpmSocketTestResult tooLong = FpmSocketJudgement.Judge(facts);
        Assert.Equal((FpmSocketRungKind.Exists, Errno.ENAMETOOLONG), (tooLong.FailedRung, tooLong.Errno));
    }

    [Fact]
    public async Task ALinkThatIsSwappedWhileItIsLookedAtHarmsNobody()
    {
        using TestedSite site = await TestedSite.StartAsync(fastCgiPass: directory => $"unix:{directory.Run}/link.sock");
        string link = Path.Combine(site.Site.Directory.Run, "link.sock");
        string secret = LabDirectory.Write(site.Site.Directory.State, "secret", "untouched");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        File.CreateSymbolicLink(link, site.SocketPath);
        FileSystemInfo before = new FileInfo(secret);
        (DateTime Written, UnixFileMode Mode) was = (before.LastWriteTimeUtc, before.UnixFileMode);
        using CancellationTokenSource end = new();
        var swapping = Task.Run(() =>
        {
            for (int turn = 0; !end.IsCancellationRequested; turn++)
            {
                string next = link + ".next";
                File.CreateSymbolicLink(next, turn % 2 == 0 ? secret : site.SocketPath);
                File.Move(next, link, overwrite: true);
            }
        });

        for (int look = 0; look < 40; look++)
        {
            FpmSocketTestResult result = site.Test(timeout: Patience.Limit);

            // Whatever it led to in that moment: the socket, or a file that is none.
            Assert.True(result.Passed || result.FailedRung is FpmSocketRungKind.IsSocket or FpmSocketRungKind.Permitted or FpmSocketRungKind.Listening, result.Explanation);
        }

        await end.CancelAsync();
        await swapping;
        var after = new FileInfo(secret);
        Assert.Equal(was, (after.LastWriteTimeUtc, after.UnixFileMode));
    }
}
