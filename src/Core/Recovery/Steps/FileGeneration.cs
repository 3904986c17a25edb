namespace Nginx502.Recovery;

/// <summary>What a file of a change holds now.</summary>
internal enum FileGeneration
{
    /// <summary>What it held before the change.</summary>
    Old,

    /// <summary>What the change gives it.</summary>
    New,

    /// <summary>Both in part: it was being written over when the process was killed.</summary>
    Torn,

    /// <summary>Something else: somebody wrote to it since.</summary>
    Foreign,

    /// <summary>There is no such file any more.</summary>
    Missing,
}
