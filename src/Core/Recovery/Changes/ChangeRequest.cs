namespace Nginx502;

/// <summary>A change of one or more files that is to be made as a whole or not at all.</summary>
/// <param name="Command">The cmdlet that asks.</param>
/// <param name="Edits">What becomes of each file.</param>
public sealed record ChangeRequest(string Command, IReadOnlyList<FileEdit> Edits)
{
    /// <summary>The command as it was typed, with secrets masked; null when there is none.</summary>
    public string? CommandLine { get; init; }

    /// <summary>What the edits make of which setting.</summary>
    public IReadOnlyList<SettingChange> Settings { get; init; } = [];

    /// <summary>The checks that the new files must pass.</summary>
    public IReadOnlyList<IConfigurationCheck> Checks { get; init; } = [];

    /// <summary>What makes the programs take the files up; null when nothing is to be reloaded now.</summary>
    public IChangeActivation? Activation { get; init; }

    /// <summary>
    /// Finds the full paths of all files that the activation makes the programs read, with new files in place of those that lie there. None may
    /// change, come or go between the check and the activation, but by this change.
    /// </summary>
    public Func<IReadOnlyList<StagedFile>, IReadOnlyList<string>> LoadedFiles { get; init; } = _ => [];

    /// <summary>Takes secrets out of lines of the diff; null: only credentials that show by themselves are masked.</summary>
    public LineMask? Mask { get; init; }

    /// <summary>The directory that stands for <c>/</c>, which begins the path of every edited file, and which no link leads out of; null for this process's own root.</summary>
    public string? RootPath { get; init; }

    /// <summary>Changes what is managed by something else, and writes in place where a file cannot be replaced.</summary>
    public bool Force { get; init; }

    /// <summary>True when the activation changes something itself that no file holds, as the mode of a live socket: it is journalled without an edit too.</summary>
    public bool ActsWithoutFiles { get; init; }

    /// <summary>What is to be known before the programs take it up: sentences.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The systemd unit of the php-fpm whose files change, for advice; null when that is not known.</summary>
    public string? FpmUnit { get; init; }

    /// <summary>How the change takes effect: the most that any of its settings needs.</summary>
    public ChangeApplies Applies => Settings.Select(setting => setting.Applies).DefaultIfEmpty().Max();
}
