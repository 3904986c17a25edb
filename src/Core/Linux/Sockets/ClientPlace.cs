using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>From where a connection is made.</summary>
/// <param name="Root">The directory that is <c>/</c>, open, in its mount namespace; null for the own one.</param>
/// <param name="Network">The network namespace, open; null for the own one.</param>
internal sealed record ClientPlace(SafeFileHandle? Root, SafeFileHandle? Network)
{
    /// <summary>Here.</summary>
    public static ClientPlace Here { get; } = new(null, null);
}
