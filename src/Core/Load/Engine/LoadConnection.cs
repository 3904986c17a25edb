using Microsoft.Win32.SafeHandles;

namespace Nginx502.Load;

/// <summary>One connection, or the place of one, and the request that is on it.</summary>
/// <param name="index">Its number.</param>
/// <param name="reader">Reads its answers.</param>
internal sealed class LoadConnection(int index, IResponseReader reader)
{
    /// <summary>Its number.</summary>
    public int Index { get; } = index;

    /// <summary>Reads its answers.</summary>
    public IResponseReader Reader { get; } = reader;

    /// <summary>The socket; null when there is none.</summary>
    public SafeFileHandle? Socket { get; set; }

    /// <summary>The TLS on it; null without.</summary>
    public TlsChannel? Tls { get; set; }

    /// <summary>What it is at.</summary>
    public LoadConnectionState State { get; set; }

    /// <summary>Which socket it is, counted from 1: an event of an earlier one is not this one's.</summary>
    public uint Generation { get; set; }

    /// <summary>Bytes of the request that were sent.</summary>
    public int Sent { get; set; }

    /// <summary>When the request was due.</summary>
    public long Due { get; set; }

    /// <summary>When it was begun.</summary>
    public long Begun { get; set; }

    /// <summary>When its time, or that of a pause, is over.</summary>
    public long Deadline { get; set; }

    /// <summary>How many requests were under way when it was begun, itself among them.</summary>
    public int Concurrency { get; set; }

    /// <summary>True when the connection has answered an earlier request: it may have been closed for that reason.</summary>
    public bool IsReused { get; set; }

    /// <summary>The key by which the kernel tells events of its socket.</summary>
    public ulong Key => ((ulong)Generation << 32) | (uint)Index;

    /// <summary>Closes the socket.</summary>
    public void Close()
    {
        Socket?.Dispose();
        Socket = null;
        Tls?.Dispose();
        Tls = null;
        IsReused = false;
    }
}
