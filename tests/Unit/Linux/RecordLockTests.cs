using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

/// <summary>Who holds a package manager's lock is asked, and nobody is kept from taking it by that.</summary>
public sealed class RecordLockTests
{
    [Fact]
    public void ItsHolderIsTold()
    {
        using var held = new HeldRecordLock();

        Assert.NotNull(RecordLock.HolderOf(held.Path));
        held.Release();
        Assert.Null(RecordLock.HolderOf(held.Path));
        Assert.Null(RecordLock.HolderOf("/nowhere"));
    }

    [Fact]
    public void AskingNeverTakesIt()
    {
        using var file = new HeldRecordLock(isHeld: false);
        using var ending = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        var asking = new Thread(() =>
        {
            while (!ending.IsCancellationRequested)
            {
                RecordLock.HolderOf(file.Path);
                begun.Set();
            }
        });
        asking.Start();
        begun.Wait();
        int refused = 0;
        for (int taken = 0; taken < 50_000; taken++)
        {
            refused += file.TryTake() ? 0 : 1;
            file.Release();
        }

        ending.Cancel();
        asking.Join();
        Assert.Equal(0, refused);
    }
}
