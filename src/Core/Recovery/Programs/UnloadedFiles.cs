using System.Globalization;
using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>What running programs have not loaded yet of the files that they would load: a reload takes up that too, whoever changed it.</summary>
internal static class UnloadedFiles
{
    /// <summary>Those of a php-fpm, the last change first; none when it does not run.</summary>
    public static IReadOnlyList<ChangedFile> Of(FpmReading reading) =>
        reading.Instance.Master is not null && FpmFactsReader.Of(reading, WithoutBoot()) is { LoadedAt: { } loadedAt } facts
            ? [.. facts.ChangedFiles.Concat(ChangedFiles.Since(reading.Instance.Files, PhpIniFiles.Of(reading.Instance), loadedAt)).OrderByDescending(file => file.Time)]
            : [];

    /// <summary>Those of an nginx, the last change first; none when it does not run.</summary>
    public static IReadOnlyList<ChangedFile> Of(NginxReading reading) =>
        reading.Instance.Master is null ? [] : NginxFactsReader.Of(reading, WithoutBoot()).ChangedFiles;

    /// <summary>What is said of them before a reload or a restart.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<FpmReading> fpm, IEnumerable<NginxReading> nginx) =>
    [
        .. fpm.Select(reading => Describe($"php-fpm (process {reading.Instance.Master?.ProcessId})", Of(reading))).OfType<string>(),
        .. nginx.Select(reading => Describe($"nginx (process {reading.Instance.Master?.ProcessId})", Of(reading))).OfType<string>(),
    ];

    /// <summary>What is said of one program's; null when it has loaded all.</summary>
    internal static string? Describe(string program, IReadOnlyList<ChangedFile> files) => files.Count == 0
        ? null
        : $"{program} would take up what was changed since it loaded its configuration: {string.Join(", ", files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Path} (changed {file.Time:yyyy-MM-dd HH:mm:ss})")))}.";

    // What happens at the next boot is nobody's question here.
    private static BootReader WithoutBoot() => new(isSystemd: false, CancellationToken.None);
}
