namespace Nginx502.Load;

/// <summary>
/// Reads answers one after the other, in chunks that are cut anywhere: the status, and where the answer ends. Content is counted and not kept. It makes no
/// garbage, and never throws for what it is fed.
/// </summary>
internal interface IResponseReader
{
    /// <summary>The status of the answer; 0 until it was read.</summary>
    int Status { get; }

    /// <summary>True when the connection is good for another request.</summary>
    bool KeepsConnection { get; }

    /// <summary>True when not a byte of an answer has come.</summary>
    bool IsUntouched { get; }

    /// <summary>Begins with the next answer.</summary>
    void Begin();

    /// <summary>Takes what came.</summary>
    ResponseProgress Feed(ReadOnlySpan<byte> bytes);

    /// <summary>The connection has ended.</summary>
    ResponseProgress Finish();
}
