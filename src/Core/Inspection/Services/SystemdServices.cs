using System.Diagnostics;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The units of nginx and php-fpm that systemd knows.</summary>
internal static class SystemdServices
{
    /// <summary>How the units of this module's own monitor begin.</summary>
    public const string OwnPrefix = "nginx502-";

    // What a loaded unit can be called, for those whose file is gone.
    private static readonly string[] Patterns = ["nginx*.service", "openresty*.service", "php*fpm*.service", "*-php-fpm.service"];

    // man 5 systemd.unit, the ones of the system. On most machines /lib is a link to /usr/lib, and what lies there is not another file.
    private static readonly string[] Directories =
    [
        "/etc/systemd/system", "/run/systemd/system", "/run/systemd/generator.late", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
        .. FileTree.Host.ReadLink("/lib") is null ? ["/lib/systemd/system"] : Array.Empty<string>(),
    ];

    /// <summary>The units, each once.</summary>
    /// <param name="masters">What runs: its control groups name further units.</param>
    /// <param name="gaps">Takes what could not be seen.</param>
    /// <param name="cancellationToken">Ends the wait for systemctl.</param>
    public static IReadOnlyList<GatewayService> Read(IEnumerable<ServiceMaster> masters, List<NotSeen> gaps, CancellationToken cancellationToken)
    {
        HashSet<string> running = [.. masters.Select(master => master.Unit).OfType<string>()];
        string[] units = [.. running.Concat(InFiles()).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<IReadOnlyDictionary<string, string>> told = SystemctlShow.Read([.. units, .. Patterns], UnitReading.Properties, out string? problem, cancellationToken);
        if (problem is not null)
        {
            gaps.Add(new NotSeen("what systemd says of the services", SafeText.Escape(problem), "See whether systemd itself answers: systemctl is-system-running"));
        }

        var reading = new UnitReading(DateTime.Now, Stopwatch.GetElapsedTime(0));
        return [.. told.Where(unit => running.Contains(unit.GetValueOrDefault("Id", string.Empty)) || UnitReading.IsOurs(unit)).Select(reading.Read).OfType<GatewayService>().DistinctBy(service => service.Unit)];
    }

    /// <summary>The names, without their ending, of the units that have a file and a usual name.</summary>
    public static IEnumerable<string> NamesInFiles() => InFiles().Where(UnitReading.IsOurName).Select(name => name[..^".service".Length]);

    /// <summary>The files that may make up a unit: its own, wherever it lies, and its drop-ins.</summary>
    public static IEnumerable<string> FilesOf(string unit) =>
        Directories.SelectMany(directory => FileTree.Host.Names($"{directory}/{unit}.d").Select(name => $"{directory}/{unit}.d/{name}").Prepend($"{directory}/{unit}"));

    private static IEnumerable<string> InFiles() => Directories
        .SelectMany(FileTree.Host.Names)
        .Where(IsOurs)
        .Distinct(StringComparer.Ordinal);

    private static bool IsOurs(string name) => name.EndsWith(".service", StringComparison.Ordinal)
        && !name.Contains('@', StringComparison.Ordinal)
        && !name.StartsWith(OwnPrefix, StringComparison.Ordinal)
        && (name.StartsWith("nginx", StringComparison.Ordinal) || name.StartsWith("openresty", StringComparison.Ordinal) || (name.Contains("php", StringComparison.Ordinal) && name.Contains("fpm", StringComparison.Ordinal)));
}
