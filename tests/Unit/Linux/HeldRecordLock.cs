using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.UnitTests.Linux;

/// <summary>A file on which a lock of records is held, as a package manager holds one: by the open file, so that this process itself is told of it too.</summary>
internal sealed class HeldRecordLock : IDisposable
{
    // F_OFD_SETLK (man 2 fcntl).
    private const int SetLock = 37;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    private readonly SafeFileHandle _file;

    public HeldRecordLock(bool isHeld = true)
    {
        Path = System.IO.Path.GetTempFileName();
        _file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Assert.True(!isHeld || TryTake());
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Takes the lock; false when another has it.</summary>
    public bool TryTake() => Set(WriteLock);

    /// <summary>Gives it back.</summary>
    public void Release() => Assert.True(Set(Unlocked));

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(Path);
    }

    private bool Set(short type)
    {
        var wanted = new Lock { Type = type };
        return Control(_file, SetLock, ref wanted) == 0;
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(SafeFileHandle file, int command, ref Lock value);

    // struct flock of a 64-bit machine.
    [StructLayout(LayoutKind.Sequential)]
    private struct Lock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int ProcessId;
    }
}
