using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>The reloads that make running programs take changed files up: php-fpm first, so that nginx finds its new sockets.</summary>
internal static class ProgramActivations
{
    /// <summary>The php-fpm that a change is to reload: none where only a restart would apply it.</summary>
    /// <param name="fpm">The php-fpm whose files change.</param>
    /// <param name="settings">What changes.</param>
    public static IReadOnlyList<FpmReading> Concerned(IReadOnlyList<FpmReading> fpm, IReadOnlyList<SettingChange> settings) =>
        settings.Any(setting => setting.Applies == ChangeApplies.FpmReload) ? fpm : [];

    /// <summary>The reloads; none of a program that does not run.</summary>
    /// <param name="fpm">The php-fpm to reload.</param>
    /// <param name="nginx">The nginx to reload.</param>
    /// <param name="settings">What changes.</param>
    public static IReadOnlyList<IChangeActivation> For(IReadOnlyList<FpmReading> fpm, IReadOnlyList<NginxReading> nginx, IReadOnlyList<SettingChange> settings) =>
    [
        .. fpm.Where(reading => reading.Instance.Master is not null).Select(reading => new FpmReload(reading, settings)),
        .. nginx.Where(reading => reading.Instance.Master is not null).Select(reading => new NginxReload(reading.Instance.Master!, ErrorLogOf(reading))),
    ];

    /// <summary>What is said when a reload is asked for of files that no program of this machine reads.</summary>
    /// <param name="rootPath">Their root.</param>
    public static string NothingBelow(string rootPath) => $"Nothing is reloaded: what lies below {SafeText.Escape(rootPath)} is read by no program of this machine.";

    /// <summary>Several as one; null of none.</summary>
    public static IChangeActivation? Join(IReadOnlyList<IChangeActivation> activations) => activations.Count switch
    {
        0 => null,
        1 => activations[0],
        _ => new ActivationSequence(activations),
    };

    private static string? ErrorLogOf(NginxReading reading) => NginxLogConfiguration.Read(reading.Configuration).Targets
        .FirstOrDefault(target => target is { IsAccessLog: false, Destination: LogDestination.File })?.Value;
}
