using System.Diagnostics;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Following;

/// <summary><c>Get-NginxUpstreamError -Wait</c> while a real nginx writes and its log is rotated: no error twice, none lost.</summary>
public sealed class FollowingTests
{
    /// <summary>What the contract promises on a machine that is not busy.</summary>
    private static readonly TimeSpan PromisedDelay = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task ErrorsComeWhileTheyHappenAndCtrlCEndsIt()
    {
        using BrokenSite site = await BrokenSite.StartAsync();
        using RunningShell shell = await FollowAsync(site);

        List<TimeSpan> delays = [];
        for (int turn = 0; turn < 10; turn++)
        {
            int seen = shell.Objects.Count;
            await site.AskAsync();
            long answered = Stopwatch.GetTimestamp();
            await shell.WaitForAsync(seen + 1);
            delays.Add(Stopwatch.GetElapsedTime(answered, shell.Objects[seen].Arrival));
        }

        // The best of ten: what is measured is the module, not who else uses the processors.
        Assert.True(delays.Min() <= PromisedDelay, string.Join(", ", delays));
        Assert.Equal(site.Asked, Numbers(shell));
        (TimeSpan took, string errors) = await shell.InterruptAsync();
        Assert.True(took < TimeSpan.FromSeconds(2), $"{took} to end");
        Assert.Equal("", errors);
    }

    [Fact]
    public async Task RenameAndReopenUnderLoadLosesNothing()
    {
        using BrokenSite site = await BrokenSite.StartAsync();
        using RunningShell shell = await FollowAsync(site);

        using CancellationTokenSource closing = new();
        Task visitors = site.AskUntilAsync(closing.Token);
        for (int turn = 0; turn < 3; turn++)
        {
            // Far more often than any logrotate, and the module still looks a few times in between.
            await Task.Delay(PromisedDelay * 2);
            await RotateAsync(site);
        }

        await closing.CancelAsync();
        await visitors;
        Assert.True(site.Asked.Count > 50, $"only {site.Asked.Count} visitors");
        await shell.WaitForAsync(site.Asked.Count);
        await Task.Delay(PromisedDelay * 2);
        Assert.Equal(site.Asked.Order(), Numbers(shell).Order());
    }

    [Fact]
    public async Task CopyAndTruncateGivesNothingTwice()
    {
        using BrokenSite site = await BrokenSite.StartAsync();
        using RunningShell shell = await FollowAsync(site);

        for (int turn = 0; turn < 3; turn++)
        {
            await site.AskAsync(times: 10);
            await shell.WaitForAsync(site.Asked.Count);
            File.Copy(site.ErrorLog, site.ErrorLog + ".1", overwrite: true);
            using (FileStream log = new(site.ErrorLog, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                log.SetLength(0);
            }
        }

        await site.AskAsync(times: 10);
        await shell.WaitForAsync(site.Asked.Count);
        await Task.Delay(PromisedDelay * 2);
        Assert.Equal(site.Asked.Order(), Numbers(shell).Order());
    }

    [Fact]
    public async Task ALogThatDoesNotExistYetIsWaitedFor()
    {
        using BrokenSite site = await BrokenSite.StartAsync();
        await site.AskAsync();
        string moved = site.ErrorLog + ".moved";
        File.Move(site.ErrorLog, moved);

        // The log that is there tells when it follows.
        using RunningShell shell = new($"Get-NginxUpstreamError -LiteralPath {BuiltShell.Quote(moved)}, {BuiltShell.Quote(site.ErrorLog)} -Wait");
        await shell.WaitForAsync(1);
        site.Reopen();
        await Patience.UntilAsync(() => File.Exists(site.ErrorLog), "the new error log");
        await site.AskAsync(times: 3);
        await shell.WaitForAsync(4);
        await site.AskAsync();
        await shell.WaitForAsync(5);
        Assert.Equal(site.Asked, Numbers(shell));
    }

    /// <summary>As logrotate with 'create' and Debian's postrotate: between the rename and USR1, nginx writes into the moved file.</summary>
    private static async Task RotateAsync(BrokenSite site)
    {
        if (File.Exists(site.ErrorLog + ".1"))
        {
            File.Move(site.ErrorLog + ".1", site.ErrorLog + ".2", overwrite: true);
        }

        File.Move(site.ErrorLog, site.ErrorLog + ".1");
        await Task.Delay(20);
        site.Reopen();
        await Patience.UntilAsync(() => File.Exists(site.ErrorLog), "the new error log");
    }

    /// <summary>Follows the log of a site from its first error on.</summary>
    private static async Task<RunningShell> FollowAsync(BrokenSite site)
    {
        // It begins with the last errors, as tail -f does: once the first one is there, it follows.
        await site.AskAsync();
        RunningShell shell = new($"Get-NginxUpstreamError -LiteralPath {BuiltShell.Quote(site.ErrorLog)} -Wait");
        await shell.WaitForAsync(1);
        return shell;
    }

    private static IReadOnlyList<int> Numbers(RunningShell shell) =>
        [.. shell.Objects.Select(found => BrokenSite.NumberOf(ShellObjects.Value(found.Object, "RequestUri")!))];
}
