using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Recovery;

/// <summary>Counts the system calls of a change, and lets something happen before or after one of them.</summary>
internal sealed class InterceptedCalls : IFileCalls
{
    private static readonly FileCalls Kernel = FileCalls.Kernel;

    /// <summary>How many calls were made.</summary>
    public int Count { get; private set; }

    /// <summary>The names of the calls made, in order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Asked before a call with its number, from 1, and its name; an error number makes it fail without being made.</summary>
    public Func<int, string, int>? Before { get; init; }

    /// <summary>Told after a call that was made.</summary>
    public Action<int, string>? After { get; init; }

    /// <summary>True when a write that is made to fail has written half of its bytes.</summary>
    public bool WritesHalf { get; init; }

    /// <summary>Told when half of the bytes were written.</summary>
    public Action? Half { get; init; }

    /// <inheritdoc/>
    public int OpenRoot(out SafeFileHandle handle)
    {
        handle = new SafeFileHandle();
        int error = Enter(nameof(OpenRoot));
        return error != 0 ? error : Leave(Kernel.OpenRoot(out handle), nameof(OpenRoot));
    }

    /// <inheritdoc/>
    public int OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle)
    {
        handle = new SafeFileHandle();
        int error = Enter(nameof(OpenDirectory));
        return error != 0 ? error : Leave(Kernel.OpenDirectory(parent, name, out handle), nameof(OpenDirectory));
    }

    /// <inheritdoc/>
    public int OpenToLook(SafeFileHandle directory, string name, out SafeFileHandle handle)
    {
        handle = new SafeFileHandle();
        int error = Enter(nameof(OpenToLook));
        return error != 0 ? error : Leave(Kernel.OpenToLook(directory, name, out handle), nameof(OpenToLook));
    }

    /// <inheritdoc/>
    public int OpenFile(SafeFileHandle directory, string name, FileUse use, out SafeFileHandle handle)
    {
        handle = new SafeFileHandle();
        int error = Enter(nameof(OpenFile));
        return error != 0 ? error : Leave(Kernel.OpenFile(directory, name, use, out handle), nameof(OpenFile));
    }

    /// <inheritdoc/>
    public int ReadLink(SafeFileHandle directory, string name, out string target)
    {
        target = string.Empty;
        int error = Enter(nameof(ReadLink));
        return error != 0 ? error : Leave(Kernel.ReadLink(directory, name, out target), nameof(ReadLink));
    }

    /// <inheritdoc/>
    int IFileCalls.Names(SafeFileHandle directory, out IReadOnlyList<string> names)
    {
        names = [];
        int error = Enter(nameof(IFileCalls.Names));
        return error != 0 ? error : Leave(Kernel.Names(directory, out names), nameof(IFileCalls.Names));
    }

    /// <inheritdoc/>
    public int Status(SafeFileHandle handle, out FileStatus status)
    {
        status = default;
        int error = Enter(nameof(Status));
        return error != 0 ? error : Leave(Kernel.Status(handle, out status), nameof(Status));
    }

    /// <inheritdoc/>
    public int IsMountPoint(SafeFileHandle handle, out bool isMountPoint)
    {
        isMountPoint = default;
        int error = Enter(nameof(IsMountPoint));
        return error != 0 ? error : Leave(Kernel.IsMountPoint(handle, out isMountPoint), nameof(IsMountPoint));
    }

    /// <inheritdoc/>
    public int Flags(SafeFileHandle file, out FileFlags flags)
    {
        flags = default;
        int error = Enter(nameof(Flags));
        return error != 0 ? error : Leave(Kernel.Flags(file, out flags), nameof(Flags));
    }

    /// <inheritdoc/>
    public int MayChangeNames(SafeFileHandle directory)
    {
        int error = Enter(nameof(MayChangeNames));
        return error != 0 ? error : Leave(Kernel.MayChangeNames(directory), nameof(MayChangeNames));
    }

    /// <inheritdoc/>
    public int Read(SafeFileHandle file, Span<byte> buffer, long offset, out int count)
    {
        count = default;
        int error = Enter(nameof(Read));
        return error != 0 ? error : Leave(Kernel.Read(file, buffer, offset, out count), nameof(Read));
    }

    /// <inheritdoc/>
    public int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        int error = Enter(nameof(Write));
        if (error != 0)
        {
            if (WritesHalf)
            {
                Kernel.Write(file, bytes[..(bytes.Length / 2)]);
                Half?.Invoke();
            }

            return error;
        }

        return Leave(Kernel.Write(file, bytes), nameof(Write));
    }

    /// <inheritdoc/>
    public int Truncate(SafeFileHandle file, long length)
    {
        int error = Enter(nameof(Truncate));
        return error != 0 ? error : Leave(Kernel.Truncate(file, length), nameof(Truncate));
    }

    /// <inheritdoc/>
    public int Synchronise(SafeFileHandle handle)
    {
        int error = Enter(nameof(Synchronise));
        return error != 0 ? error : Leave(Kernel.Synchronise(handle), nameof(Synchronise));
    }

    /// <inheritdoc/>
    public int ChangeOwner(SafeFileHandle file, uint owner, uint group)
    {
        int error = Enter(nameof(ChangeOwner));
        return error != 0 ? error : Leave(Kernel.ChangeOwner(file, owner, group), nameof(ChangeOwner));
    }

    /// <inheritdoc/>
    public int ChangeMode(SafeFileHandle file, UnixFileMode mode)
    {
        int error = Enter(nameof(ChangeMode));
        return error != 0 ? error : Leave(Kernel.ChangeMode(file, mode), nameof(ChangeMode));
    }

    /// <inheritdoc/>
    public int AttributeNames(SafeFileHandle file, out IReadOnlyList<string> names)
    {
        names = [];
        int error = Enter(nameof(AttributeNames));
        return error != 0 ? error : Leave(Kernel.AttributeNames(file, out names), nameof(AttributeNames));
    }

    /// <inheritdoc/>
    public int ReadAttribute(SafeFileHandle file, string name, out byte[] value)
    {
        value = [];
        int error = Enter(nameof(ReadAttribute));
        return error != 0 ? error : Leave(Kernel.ReadAttribute(file, name, out value), nameof(ReadAttribute));
    }

    /// <inheritdoc/>
    public int WriteAttribute(SafeFileHandle file, string name, ReadOnlySpan<byte> value)
    {
        int error = Enter(nameof(WriteAttribute));
        return error != 0 ? error : Leave(Kernel.WriteAttribute(file, name, value), nameof(WriteAttribute));
    }

    /// <inheritdoc/>
    public int RemoveAttribute(SafeFileHandle file, string name)
    {
        int error = Enter(nameof(RemoveAttribute));
        return error != 0 ? error : Leave(Kernel.RemoveAttribute(file, name), nameof(RemoveAttribute));
    }

    /// <inheritdoc/>
    public int Exchange(SafeFileHandle directory, string name, string other)
    {
        int error = Enter(nameof(Exchange));
        return error != 0 ? error : Leave(Kernel.Exchange(directory, name, other), nameof(Exchange));
    }

    /// <inheritdoc/>
    public int Rename(SafeFileHandle directory, string from, string to)
    {
        int error = Enter(nameof(Rename));
        return error != 0 ? error : Leave(Kernel.Rename(directory, from, to), nameof(Rename));
    }

    /// <inheritdoc/>
    public int Remove(SafeFileHandle directory, string name)
    {
        int error = Enter(nameof(Remove));
        return error != 0 ? error : Leave(Kernel.Remove(directory, name), nameof(Remove));
    }

    /// <inheritdoc/>
    public int RemoveDirectory(SafeFileHandle parent, string name)
    {
        int error = Enter(nameof(RemoveDirectory));
        return error != 0 ? error : Leave(Kernel.RemoveDirectory(parent, name), nameof(RemoveDirectory));
    }

    /// <inheritdoc/>
    public int MakeDirectory(SafeFileHandle parent, string name)
    {
        int error = Enter(nameof(MakeDirectory));
        return error != 0 ? error : Leave(Kernel.MakeDirectory(parent, name), nameof(MakeDirectory));
    }

    /// <inheritdoc/>
    public int Lock(SafeFileHandle file, bool isShared)
    {
        int error = Enter(nameof(Lock));
        return error != 0 ? error : Leave(Kernel.Lock(file, isShared), nameof(Lock));
    }

    private int Enter(string name)
    {
        Count++;
        Names.Add(name);
        return Before?.Invoke(Count, name) ?? 0;
    }

    private int Leave(int error, string name)
    {
        After?.Invoke(Count, name);
        return error;
    }
}
