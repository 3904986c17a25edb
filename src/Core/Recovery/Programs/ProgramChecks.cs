using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>The checks of changed files by the programs that read them.</summary>
internal static class ProgramChecks
{
    /// <summary>The checks.</summary>
    /// <param name="fpm">The php-fpm whose files change.</param>
    /// <param name="nginx">The nginx whose files change.</param>
    /// <param name="force">True to change without a program's word where it cannot be asked; null where no person can be asked for that.</param>
    public static IReadOnlyList<IConfigurationCheck> For(IReadOnlyList<FpmReading> fpm, IReadOnlyList<NginxReading> nginx, bool? force) =>
    [
        .. fpm.Select(reading => new ProgramCheck("php-fpm -t", files => CheckSurroundings.Of(StagedReading.Of(reading, files)), (options, token) => FpmCheck.Run(reading.Instance, options, token), force)),
        .. nginx.Select(reading => new ProgramCheck("nginx -t", files => CheckSurroundings.Of(StagedReading.Of(reading, files)), (options, token) => NginxCheck.Run(reading.Instance, options, token), force)),
    ];
}
