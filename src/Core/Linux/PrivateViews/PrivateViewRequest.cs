namespace Nginx502.Linux;

/// <summary>A program that is to be run in a view of the files that nobody else sees.</summary>
/// <param name="Program">The program.</param>
internal sealed record PrivateViewRequest(ProgramRequest Program)
{
    /// <summary>The process whose mounts it is to see; null for our own. It must have the same root directory.</summary>
    public ProcessEntry? MountsOf { get; init; }

    /// <summary>Files as they are to be there, by full path; null for one that is not to be there.</summary>
    public IReadOnlyDictionary<string, byte[]?> StagedFiles { get; init; } = new Dictionary<string, byte[]?>();

    /// <summary>Files that the program only writes to, as logs: they are empty in the view, so that none is copied when it is opened.</summary>
    public IReadOnlyList<string> EmptiedFiles { get; init; } = [];

    /// <summary>Paths that have to be there in the view; those that are not are told.</summary>
    public IReadOnlyList<string> PathsThatMustExist { get; init; } = [];
}
