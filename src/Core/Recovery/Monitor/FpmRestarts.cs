namespace Nginx502.Recovery;

/// <summary>The drop-ins by which systemd itself starts a php-fpm again that failed.</summary>
/// <param name="unitsPath">The directory of the administrator's units.</param>
internal sealed class FpmRestarts(string unitsPath)
{
    /// <summary>The units of php-fpm that nothing starts again.</summary>
    public static string[] Lacking(IReadOnlyList<GatewayService> services) =>
    [
        .. services
            .Where(service => service is { Program: "php-fpm", Manager: GatewayServiceManager.Systemd, IsMasked: false, Settings.Restart: null or "" or "no" })
            .Select(service => service.Unit)
            .OfType<string>()
            .Where(unit => unit.EndsWith(".service", StringComparison.Ordinal) && unit.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-@:".Contains(letter, StringComparison.Ordinal)))
            .Distinct(),
    ];

    /// <summary>The drop-in of a unit.</summary>
    public string PathOf(string unit) => Path.Combine(unitsPath, unit + ".d", SystemdText.DropInName);

    /// <summary>Those that are there, whoever wrote them.</summary>
    public string[] Present() => Directory.Exists(unitsPath)
        ? [.. Directory.EnumerateDirectories(unitsPath, "*.service.d").Select(directory => Path.Combine(directory, SystemdText.DropInName)).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];
}
