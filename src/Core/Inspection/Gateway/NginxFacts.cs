namespace Nginx502;

/// <summary>What matters of one nginx beside its upstreams.</summary>
/// <param name="ConfigurationPath">The main file of its configuration.</param>
/// <param name="ProcessId">Its master; null when it does not run.</param>
/// <param name="UserName">The user of its workers.</param>
/// <param name="GroupNames">All groups of its workers, by name or number.</param>
/// <param name="IsWorkerSeen">True when user and groups are those of a live worker, and not what the configuration says.</param>
/// <param name="WorkerCount">How many workers it has, or is to have; null for one for each processor of another machine.</param>
/// <param name="LoadedAt">When it read its configuration last, local time; null when it is not known.</param>
/// <param name="ChangedFiles">The files of its configuration that were changed since.</param>
/// <param name="Boot">What happens at the next boot; null when it was not seen.</param>
public sealed record NginxFacts(
    string ConfigurationPath,
    int? ProcessId,
    string? UserName,
    string[] GroupNames,
    bool IsWorkerSeen,
    int? WorkerCount,
    DateTime? LoadedAt,
    ChangedFile[] ChangedFiles,
    BootFacts? Boot);
