using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>struct pollfd of poll.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    /// <summary>The descriptor; -1 for none.</summary>
    public int Descriptor;

    /// <summary>What is waited for: 1 to read.</summary>
    public short Events;

    /// <summary>What there is.</summary>
    public short Results;
}
