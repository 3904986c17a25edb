namespace Nginx502.Load;

/// <summary>How far an answer is read.</summary>
internal enum ResponseProgress
{
    /// <summary>More has to come.</summary>
    NeedsMore,

    /// <summary>It is complete.</summary>
    Done,

    /// <summary>It is no answer of the protocol, or was cut short.</summary>
    Broken,
}
