using System.Runtime.InteropServices;

namespace Nginx502.FastCgi;

/// <summary>One descriptor that is waited for (man 2 poll, struct pollfd).</summary>
/// <param name="Descriptor">The descriptor; a negative one is passed over.</param>
/// <param name="Wanted">What is waited for.</param>
/// <param name="Seen">What happened; errors and the end are told unasked.</param>
[StructLayout(LayoutKind.Sequential)]
internal record struct PollEntry(int Descriptor, PollEvents Wanted, PollEvents Seen = PollEvents.None);
