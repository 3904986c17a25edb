namespace Nginx502.Inspection;

/// <summary>What a check is to look at beyond the files on disk.</summary>
public sealed record ConfigurationCheckOptions
{
    /// <summary>Files as they are to become, by their real full path; null for one that is to be removed. They are judged instead of those on disk.</summary>
    public IReadOnlyDictionary<string, byte[]?> StagedFiles { get; init; } = new Dictionary<string, byte[]?>();

    /// <summary>The files that the program opens for writing, as the logs of the configuration: a log of gigabytes is not copied for the check then. Those of a running master are known.</summary>
    public IReadOnlyList<string> WrittenFiles { get; init; } = [];

    /// <summary>
    /// All files that the configuration is made of, with its modules. As root, a configuration that the caller named is checked only
    /// when root alone can change each of these: a check loads modules, which is running code.
    /// </summary>
    public IReadOnlyList<string> ConfigurationFiles { get; init; } = [];

    /// <summary>Paths that must exist though the program does not look, as the directories of <c>listen</c>: php-fpm accepts a missing one and fails at its start.</summary>
    public IReadOnlyList<string> RequiredPaths { get; init; } = [];

    /// <summary>
    /// Where no private view can be had, runs the program all the same: it may create logs and a pid file and chown directories then, as it
    /// would for a person who types it. Only for files that are in place already: staged ones need the view.
    /// </summary>
    public bool MayLeaveTraces { get; init; }

    /// <summary>How long the program may run.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
