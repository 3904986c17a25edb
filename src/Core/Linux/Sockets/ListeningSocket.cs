namespace Nginx502.Linux;

/// <summary>A listening socket as the kernel has it.</summary>
/// <param name="Endpoint">Where it listens; null for a unix socket without a path in the file system.</param>
/// <param name="Inode">The socket's own number, as in the link <c>socket:[N]</c> of a descriptor.</param>
/// <param name="Queued">Connections that wait to be accepted; those of a unix socket whose client went away are left out, unless they fill the queue.</param>
/// <param name="QueueLimit">The most that may wait: the smaller of what listen(2) asked for and net.core.somaxconn at that time.</param>
/// <param name="FileInode">The number of the file of a unix socket on its device, 0 for TCP: another one at the path is not this socket.</param>
/// <param name="FileDevice">The device of that file, 0 for TCP.</param>
/// <param name="OwnerId">The user that made it; null when the kernel does not say.</param>
public sealed record ListeningSocket(FpmEndpoint? Endpoint, uint Inode, long Queued, long QueueLimit, ulong FileInode, ulong FileDevice, uint? OwnerId)
{
    /// <summary>The same without those in the queue whose client went away. A queue that they fill is full all the same.</summary>
    internal ListeningSocket WithoutGone(int gone) => Queued >= QueueLimit ? this : this with { Queued = Math.Max(0, Queued - gone) };

    /// <summary>True when the file at the socket's path, with this identity, is this socket's own.</summary>
    public bool IsFile(FileIdentity identity) =>
        FileInode != 0 && (uint)identity.Inode == (uint)FileInode && identity.DeviceMajor == FileDevice >> 20 && identity.DeviceMinor == (FileDevice & 0xFFFFF);
}
