namespace Nginx502;

/// <summary>Makes programs take up changed files, and tells whether they did.</summary>
public interface IChangeActivation
{
    /// <summary>What is done, for messages: "reload of nginx".</summary>
    string Name { get; }

    /// <summary>What it disturbs, to be said beforehand; null when nothing is.</summary>
    string? Disruption { get; }

    /// <summary>Why it cannot be done now, a sentence; null when it can. Asked before any file is replaced, and has no effects.</summary>
    /// <param name="files">The files that are yet to be put in place; none when they are.</param>
    string? Refuse(IReadOnlyList<StagedFile> files);

    /// <summary>Makes the programs take up the files. Also called after files were put back, if it had been called for the new ones.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    ActivationResult Activate(CancellationToken cancellationToken);

    /// <summary>Asks the program or the kernel, not the file, whether the change is in effect. A result that is not told is null.</summary>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    VerificationResult Verify(CancellationToken cancellationToken);
}
