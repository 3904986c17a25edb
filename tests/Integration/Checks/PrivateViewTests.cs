using System.Text;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Checks;

/// <summary>A program in a private view reads what is there and changes nothing.</summary>
public sealed class PrivateViewTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void WhatItWritesIsSeenByItAloneAndGoesWithIt()
    {
        string log = LabDirectory.Write(_directory.Logs, "a.log", "old");
        string socket = _directory.Run + "/s";
        string mounts = File.ReadAllText("/proc/self/mountinfo");
        string tree = Snapshot.Of(_directory.Path);
        string script = $"open F, '>>', '{log}' or die; print F 'more'; close F; unlink '{_directory.Path}/gone'; mkdir '{_directory.Path}/new' or die; chown 33, 33, '{_directory.State}'; chmod 0700, '{_directory.Configuration}'; "
            + $"use Socket; socket S, AF_UNIX, SOCK_STREAM, 0; bind S, sockaddr_un('{socket}') or die; open F, '>', '/etc/of-nginx502' or die; open F, '>', '/dev/shm/of-nginx502' or die; open F, '>', '/run/of-nginx502' or die; open F, '{log}'; print <F>; print -S '{socket}'";

        PrivateViewRun run = Run("/usr/bin/perl", "-e", script);

        if (!LabUser.IsRoot)
        {
            Assert.Null(run.Result);
            Assert.Contains("CAP_SYS_ADMIN", run.Problem, StringComparison.Ordinal);
            return;
        }

        Assert.Null(run.Problem);
        Assert.Equal(("oldmore1", "", 0), (Encoding.UTF8.GetString(run.Result!.Output), Encoding.UTF8.GetString(run.Result.Error), run.Result.ExitCode!.Value));
        Assert.Equal(tree, Snapshot.Of(_directory.Path));
        Assert.Equal(mounts, File.ReadAllText("/proc/self/mountinfo"));
        Assert.False(File.Exists("/etc/of-nginx502") || File.Exists("/dev/shm/of-nginx502") || File.Exists("/run/of-nginx502"));
        Assert.Empty(run.ReadOnlyPlaces);
    }

    [Fact]
    public void FilesAreStagedAtTheirRealNames()
    {
        string kept = LabDirectory.Write(_directory.Configuration, "kept.conf", "disk");
        string gone = LabDirectory.Write(_directory.Configuration, "gone.conf", "disk");
        string log = LabDirectory.Write(_directory.Logs, "large.log", new string('x', 100_000));
        PrivateViewRequest request = new(new ProgramRequest("/usr/bin/perl", ["-e", $"for (@ARGV) {{ open F, $_ or print 'none '; print <F>, ' ' }} print -s '{log}', ' ', (stat '{log}')[2] & 0777", kept, gone, _directory.Configuration + "/new.conf"]))
        {
            StagedFiles = new Dictionary<string, byte[]?> { [kept] = "staged"u8.ToArray(), [gone] = null, [_directory.Configuration + "/new.conf"] = "new"u8.ToArray() },
            EmptiedFiles = [log],
            PathsThatMustExist = [_directory.Run, _directory.Run + "/none", kept, gone],
        };

        PrivateViewRun run = PrivateView.Run(request, CancellationToken.None);

        if (LabUser.IsRoot)
        {
            Assert.Equal(("staged none  new 0 420", ""), (Encoding.UTF8.GetString(run.Result!.Output), Encoding.UTF8.GetString(run.Result.Error)));
            Assert.Equal([_directory.Run + "/none", gone], run.MissingPaths);
        }

        Assert.Equal(("disk", "disk", 100_000), (File.ReadAllText(kept), File.ReadAllText(gone), (int)new FileInfo(log).Length));
        Assert.False(File.Exists(_directory.Configuration + "/new.conf"));
    }

    [Fact]
    public void NoThreadOfThisProcessStaysInAView()
    {
        string own = File.ResolveLinkTarget("/proc/self/ns/mnt", returnFinalTarget: false)?.Name ?? new FileInfo("/proc/self/ns/mnt").LinkTarget!;
        Parallel.For(0, 40, _ => Run("/usr/bin/true"));

        string[] namespaces = [.. Directory.GetDirectories("/proc/self/task").Select(task => new FileInfo(task + "/ns/mnt").LinkTarget).OfType<string>().Distinct()];

        Assert.Equal([new FileInfo("/proc/self/ns/mnt").LinkTarget!], namespaces);
        Assert.NotNull(own);
        Assert.All(Directory.GetDirectories("/proc/self/task"), task => Assert.True(new FileInfo(task + "/root").LinkTarget is null or "/"));
    }

    [Fact]
    public void AProgramThatIsCancelledOrRunsTooLongIsKilled()
    {
        ProgramRequest sleeping = new("/usr/bin/sleep", ["1000"]) { Timeout = TimeSpan.FromMilliseconds(300) };
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(300));

        PrivateViewRun run = PrivateView.Run(new PrivateViewRequest(sleeping), CancellationToken.None);

        Assert.Equal(LabUser.IsRoot, run.Result?.IsTimedOut == true);
        if (LabUser.IsRoot)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => PrivateView.Run(new PrivateViewRequest(sleeping with { Timeout = TimeSpan.FromMinutes(5) }), cancellation.Token));
        }
    }

    [Fact]
    public void AProgramThatIsNotThereIsSaid()
    {
        PrivateViewRun run = Run("/nonexistent/program");

        Assert.Null(run.Result);
        Assert.Contains(LabUser.IsRoot ? "start /nonexistent/program: No such file or directory" : "CAP_SYS_ADMIN", run.Problem, StringComparison.Ordinal);
    }

    private static PrivateViewRun Run(string program, params string[] arguments) =>
        PrivateView.Run(new PrivateViewRequest(new ProgramRequest(program, arguments)), CancellationToken.None);
}
