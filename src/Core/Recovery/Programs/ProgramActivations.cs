using Nginx502.Nginx;

namespace Nginx502.Recovery;

/// <summary>The reloads that make running programs take changed files up: php-fpm first, so that nginx finds its new sockets.</summary>
internal static class ProgramActivations
{
    /// <summary>The reloads; none of a program that does not run, nor of php-fpm where only a restart would apply the change.</summary>
    /// <param name="fpm">The php-fpm whose files change.</param>
    /// <param name="nginx">The nginx whose files change.</param>
    /// <param name="settings">What changes.</param>
    public static IReadOnlyList<IChangeActivation> For(IReadOnlyList<FpmReading> fpm, IReadOnlyList<NginxReading> nginx, IReadOnlyList<SettingChange> settings)
    {
        bool isApplied = settings.Any(setting => setting.Applies == ChangeApplies.FpmReload);
        return
        [
            .. fpm.Where(_ => isApplied).Where(reading => reading.Instance.Master is not null).Select(reading => new FpmReload(reading, settings)),
            .. nginx.Where(reading => reading.Instance.Master is not null).Select(reading => new NginxReload(reading.Instance.Master!, ErrorLogOf(reading))),
        ];
    }

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
