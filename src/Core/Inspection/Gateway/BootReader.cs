using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Asks systemd what happens to a service at the next boot, and reads which directories tmpfiles.d makes (man 5 tmpfiles.d).</summary>
/// <param name="isSystemd">False where systemd does not run the machine: nothing is told then.</param>
/// <param name="cancellationToken">Ends the wait for systemctl.</param>
internal sealed class BootReader(bool isSystemd, CancellationToken cancellationToken)
{
    private static readonly Dictionary<string, string> NoProperties = [];

    // The first directory wins for a file name.
    private static readonly string[] TemporaryFileDirectories = ["/etc/tmpfiles.d", "/run/tmpfiles.d", "/usr/local/lib/tmpfiles.d", "/usr/lib/tmpfiles.d", "/lib/tmpfiles.d"];

    private IReadOnlyList<string>? _made;

    /// <summary>What happens to a service; null when that was not seen.</summary>
    /// <param name="processId">Its master, whose control group names the unit; null when none runs.</param>
    /// <param name="usualUnits">The names that distributions give it, the likeliest first.</param>
    public BootFacts? Read(int? processId, IReadOnlyList<string> usualUnits)
    {
        if (!isSystemd)
        {
            return null;
        }

        string? unit = processId is { } id ? UnitOf(ProcessTable.ReadOne(ProcessTable.DefaultRoot, id)?.CgroupPath) : null;
        foreach (string candidate in unit is null ? processId is null ? usualUnits : [] : [unit])
        {
            IReadOnlyDictionary<string, string> properties = Show(candidate);
            if (properties.GetValueOrDefault("LoadState") == "loaded")
            {
                string state = properties.GetValueOrDefault("UnitFileState", string.Empty);
                return new BootFacts(
                    SafeText.Escape(candidate),
                    state is "enabled" or "enabled-runtime" or "static" or "generated" or "alias" or "indirect" ? true : state is "disabled" or "masked" ? false : null,
                    [.. RuntimeDirectories(properties), .. MadeByTemporaryFiles]);
            }
        }

        return null;
    }

    private IReadOnlyList<string> MadeByTemporaryFiles => _made ??= ReadTemporaryFiles(FileTree.Host);

    /// <summary>The service of a control group, <c>/system.slice/php8.2-fpm.service</c>; null when it is none.</summary>
    internal static string? UnitOf(string? cgroupPath) =>
        cgroupPath?.Split('/').LastOrDefault(part => part.EndsWith(".service", StringComparison.Ordinal)) is { } unit && !unit.StartsWith("user@", StringComparison.Ordinal) ? unit : null;

    /// <summary>The directories that tmpfiles.d makes at boot.</summary>
    internal static IReadOnlyList<string> ReadTemporaryFiles(FileTree files)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string directory in TemporaryFileDirectories)
        {
            foreach (string name in files.Names(directory).Where(name => name.EndsWith(".conf", StringComparison.Ordinal)))
            {
                byName.TryAdd(name, directory + "/" + name);
            }
        }

        return
        [
            .. byName.Values.Select(path => files.ReadText(path, out _)).OfType<string>()
                .SelectMany(text => text.Split('\n'))
                .Select(line => line.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length >= 2 && fields[0].Length > 0 && fields[0][0] is 'd' or 'D' or 'v' or 'q' or 'Q')
                .Select(fields => fields[1].TrimEnd('/'))
                .Select(path => path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> RuntimeDirectories(IReadOnlyDictionary<string, string> properties) => properties.GetValueOrDefault("RuntimeDirectory", string.Empty)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => "/run/" + name.Split(':')[0]);

    private IReadOnlyDictionary<string, string> Show(string unit) =>
        SystemctlShow.Read([unit], ["LoadState", "UnitFileState", "RuntimeDirectory"], out _, cancellationToken) is [var properties, ..] ? properties : NoProperties;
}
