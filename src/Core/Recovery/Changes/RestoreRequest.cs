namespace Nginx502;

/// <summary>A wish to undo a change.</summary>
/// <param name="Command">The cmdlet that asks.</param>
/// <param name="ChangeId">The number of the change; null for the last one that can be undone.</param>
public sealed record RestoreRequest(string Command, int? ChangeId)
{
    /// <summary>The command as it was typed, with secrets masked; null when there is none.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The checks that the old files must pass.</summary>
    public IReadOnlyList<IConfigurationCheck> Checks { get; init; } = [];

    /// <summary>What makes the programs take the files up; null when nothing is to be reloaded now.</summary>
    public IChangeActivation? Activation { get; init; }

    /// <summary>Finds the full paths of all files that the activation makes the programs read, with new files in place of those that lie there.</summary>
    public Func<IReadOnlyList<StagedFile>, IReadOnlyList<string>> LoadedFiles { get; init; } = _ => [];

    /// <summary>Takes secrets out of lines of the diff; null: only credentials that show by themselves are masked.</summary>
    public LineMask? Mask { get; init; }

    /// <summary>What is to be known before the programs take the files up: sentences.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The systemd unit of the php-fpm whose files change, for advice; null when that is not known.</summary>
    public string? FpmUnit { get; init; }

    /// <summary>True when the activation undoes something that no file holds.</summary>
    public bool ActsWithoutFiles { get; init; }

    /// <summary>Also puts back files that were changed since, and those that something else manages.</summary>
    public bool Force { get; init; }
}
