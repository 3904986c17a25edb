using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.FastCgi;

/// <summary>Where a connection goes: an endpoint, or a socket that is reached through an open handle and shown as an endpoint.</summary>
public sealed class FastCgiTarget
{
    private readonly SafeFileHandle? _handle;
    private readonly string? _name;
    private BegunConnection? _begun;

    private FastCgiTarget(FpmEndpoint endpoint, SafeFileHandle? handle, string? name)
    {
        Endpoint = endpoint;
        _handle = handle;
        _name = name;
    }

    /// <summary>The endpoint as it is shown.</summary>
    public FpmEndpoint Endpoint { get; }

    /// <summary>
    /// A connection that somebody began to make, as with the rights of another user. It goes into the first exchange with this target, and is closed with it.
    /// </summary>
    /// <param name="endpoint">What is shown.</param>
    /// <param name="connection">The connection.</param>
    public static FastCgiTarget Begun(FpmEndpoint endpoint, BegunConnection connection)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(connection);
        return new FastCgiTarget(endpoint, null, null) { _begun = connection };
    }

    /// <summary>The connection that was begun, once; null when there is none to take.</summary>
    internal BegunConnection? TakeBegun() => Interlocked.Exchange(ref _begun, null);

    /// <summary>The path that is connected to; null for TCP.</summary>
    internal string? SocketPath
    {
        get
        {
            if (_handle is null)
            {
                return Endpoint.SocketPath;
            }

            // The number of a closed one may be another file's by now.
            ObjectDisposedException.ThrowIf(_handle.IsClosed, _handle);
            return string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_handle.DangerousGetHandle()}{(_name is null ? "" : "/")}{_name}");
        }
    }

    /// <summary>The endpoint itself, as this process sees it.</summary>
    public static FastCgiTarget Of(FpmEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new FastCgiTarget(endpoint, null, null);
    }

    /// <summary>
    /// A unix socket in another root, or behind a path that is too long: it is connected to through <c>/proc/self/fd</c>, so
    /// that no name on the way is looked up again.
    /// </summary>
    /// <param name="handle">The open socket itself (O_PATH), or the open directory that it lies in. It has to stay open.</param>
    /// <param name="name">
    /// The socket's name in the directory; null when the handle is the socket's own. The kernel follows a link of that name,
    /// and an absolute one leads into this process's root: where others can make links, open the socket itself.
    /// </param>
    /// <param name="endpoint">What is shown.</param>
    public static FastCgiTarget Through(SafeFileHandle handle, string? name, FpmEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(handle);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (name is "" or "." or ".." || name?.AsSpan().IndexOfAny('/', '\0') >= 0)
        {
            throw new ArgumentException("The name of a file in the directory is wanted, and no path.", nameof(name));
        }

        return new FastCgiTarget(endpoint, handle, name);
    }
}
