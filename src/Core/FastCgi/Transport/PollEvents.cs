namespace Nginx502.FastCgi;

/// <summary>What can happen on a descriptor (man 2 poll).</summary>
[Flags]
internal enum PollEvents : short
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Something can be read, or the other side has closed.</summary>
    Readable = 0x1,

    /// <summary>Something can be written, or a connect has ended.</summary>
    Writable = 0x4,

    /// <summary>An error waits to be asked for.</summary>
    Error = 0x8,

    /// <summary>The other side has closed.</summary>
    HungUp = 0x10,

    /// <summary>It is no open descriptor.</summary>
    Invalid = 0x20,
}
