namespace Nginx502.FastCgi;

/// <summary>What <see cref="RecordDecoder.Read"/> took from the front of the bytes.</summary>
internal enum PieceKind
{
    /// <summary>Nothing of meaning: all bytes are used up, more have to come.</summary>
    NeedsMore,

    /// <summary>A part of the response.</summary>
    Output,

    /// <summary>A part of what is to be logged.</summary>
    ErrorOutput,

    /// <summary>A part of the answer about limits.</summary>
    Values,

    /// <summary>The end: the response, or the answer about limits, is complete.</summary>
    End,

    /// <summary>The bytes break the protocol; nothing behind them is read.</summary>
    Problem,
}
