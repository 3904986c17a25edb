using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Journal;

/// <summary>One at a time, also when the file of the lock is taken away.</summary>
public sealed class StateLockTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-lock-").FullName;

    private string File => Path.Combine(_root, "recovery", StateLock.Name);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ALockThatIsHeldStaysAndAFreeOneIsTakenAway()
    {
        using SafeFileHandle directory = OwnDirectory.Open(FileCalls.Kernel, _root, "recovery");
        using (StateLock.Take(FileCalls.Kernel, directory, _root, "one", Long, CancellationToken.None))
        {
            RuntimeRemains.Discard(FileCalls.Kernel, _root);
            Assert.True(System.IO.File.Exists(File));
        }

        StateLock.Discard(FileCalls.Kernel, directory, StateLock.Name);
        Assert.False(System.IO.File.Exists(File));
        StateLock.Discard(FileCalls.Kernel, directory, StateLock.Name);
    }

    // Whoever waited holds a file without a name then, and the next one would make another and hold that.
    [Fact]
    public async Task WhoeverWaitedWhileItWasTakenAwayHoldsTheOneThatOthersAskFor()
    {
        using SafeFileHandle directory = OwnDirectory.Open(FileCalls.Kernel, _root, "recovery");
        StateLock first = StateLock.Take(FileCalls.Kernel, directory, _root, "one", Long, CancellationToken.None);
        Task<StateLock> waiting = Task.Run(() => StateLock.Take(FileCalls.Kernel, directory, _root, "two", Long, CancellationToken.None));
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        System.IO.File.Delete(File);
        first.Dispose();

        using StateLock second = await waiting;
        Assert.True(System.IO.File.Exists(File));
        ChangeException refused = Assert.Throws<ChangeException>(() => StateLock.Take(FileCalls.Kernel, directory, _root, "three", TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(ChangeFailureReason.ChangeInProgress, refused.Failure.Reason);
    }

    // A lock of which it cannot be told whether it still is the one is not taken, and not tried for ever.
    [Fact]
    public void WhatCannotBeLookedAtIsAnError()
    {
        using SafeFileHandle directory = OwnDirectory.Open(FileCalls.Kernel, _root, "recovery");
        var calls = new InterceptedCalls { Before = (_, name) => name == nameof(IFileCalls.OpenToLook) ? FileError.InputOutput : 0 };

        Assert.Equal(ChangeFailureReason.FileSystemError, Assert.Throws<ChangeException>(() => StateLock.Take(calls, directory, _root, "one", Long, CancellationToken.None)).Failure.Reason);
    }

    [Fact]
    public void WithTheLocksTheirDirectoriesGo()
    {
        string runtime = Path.Combine(_root, "run");
        using (SafeFileHandle directory = OwnDirectory.Open(FileCalls.Kernel, runtime, "recovery"))
        using (StateLock.Take(FileCalls.Kernel, directory, runtime, "one", Long, CancellationToken.None))
        using (StateLock.Take(FileCalls.Kernel, directory, runtime, "one", Long, CancellationToken.None, NotificationStateFile.LockName))
        {
        }

        RuntimeRemains.Discard(FileCalls.Kernel, runtime);
        Assert.Empty(Directory.GetFileSystemEntries(_root));
        RuntimeRemains.Discard(FileCalls.Kernel, runtime);
    }

    [Theory]
    [InlineData(-5, false)]
    [InlineData(5, true)]
    public void ASuspensionThatLastsStays(int minutesLeft, bool stays)
    {
        string runtime = Path.Combine(_root, "run");
        OwnDirectory.Open(FileCalls.Kernel, runtime, "recovery").Dispose();
        new SuspensionFile(FileCalls.Kernel, runtime).Write(new RecoverySuspension(DateTime.Now.AddMinutes(minutesLeft), "deploy", DateTime.Now.AddMinutes(-10)));

        RuntimeRemains.Discard(FileCalls.Kernel, runtime);
        Assert.Equal(stays, Directory.Exists(runtime));
    }
}
