namespace Nginx502;

/// <summary>What matters of one php-fpm beside its pools.</summary>
/// <param name="ConfigurationPath">The main file of its configuration.</param>
/// <param name="ProcessId">Its master; null when it does not run.</param>
/// <param name="PhpVersion">The version of PHP; null when it is not known.</param>
/// <param name="MaxExecutionTime"><c>max_execution_time</c> of php.ini, 30 s when nothing sets it; null when php.ini was not seen. A pool may set another.</param>
/// <param name="LoadedAt">When it read its configuration last, local time; null when it is not known.</param>
/// <param name="ChangedFiles">The files of its configuration that were changed since.</param>
/// <param name="Boot">What happens at the next boot; null when it was not seen.</param>
public sealed record FpmFacts(
    string ConfigurationPath,
    int? ProcessId,
    string? PhpVersion,
    TimeSpan? MaxExecutionTime,
    DateTime? LoadedAt,
    ChangedFile[] ChangedFiles,
    BootFacts? Boot)
{
    /// <summary>opcache.preload of php.ini: the script that is run at the start; null when none is, or that was not seen.</summary>
    public string? PreloadPath { get; init; }

    /// <summary>Pools beside those that are read: put aside, or of another ending.</summary>
    public UnreadPool[] UnreadPools { get; init; } = [];

    /// <summary>The directory that is its <c>/</c>, where that is not this machine's own, as in a container; null where it is.</summary>
    public string? RootPath { get; init; }
}
