using System.Text.RegularExpressions;

namespace Nginx502.Diagnosis;

/// <summary>The drop-in of a unit that gives its program back what the unit keeps from it: where it writes, what it serves, rights, open files.</summary>
internal static class UnitDropIn
{
    /// <summary>The setting that leaves a program few of root's rights, as a list of settings begins with it.</summary>
    public const string Capabilities = "CapabilityBoundingSet=";

    private const string ReadOnly = "ReadOnlyPaths=";
    private const string User = "User=";

    // php-src: sapi/fpm/fpm/fpm_unix.c and fpm_process_ctl.c; CAP_DAC_OVERRIDE for a directory of sockets that is another user's. Lists of several files add up.
    private const string NeededCapabilities = "CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL CAP_SETGID CAP_SETUID";

    // php-src: sapi/fpm/fpm/zlog.c, fpm_sockets.c, fpm_pctl.c: "failed to open error_log (/var/log/php8.2-fpm.log): Read-only file system (30)". Only paths that
    // need no quoting, neither for the shell nor for systemd.
    private static readonly Regex DeniedPath = new(@"[('](?<path>/[A-Za-z0-9._/-]+)[)']\.?: Read-only file system", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex Plain = new(@"^[A-Za-z0-9 ._:+/,-]*$", RegexOptions.CultureInvariant);

    /// <summary>What writes it and starts the unit; null where a line tells of no path.</summary>
    /// <param name="service">The service.</param>
    /// <param name="line">What php-fpm said.</param>
    public static Remedy? For(GatewayService service, string line)
    {
        if (service.Unit is not { } unit || DeniedPath.Match(line) is not { Success: true } match || Path.GetDirectoryName(match.Groups["path"].Value) is not { Length: > 1 } directory)
        {
            return null;
        }

        string[] readOnly = [.. (service.Settings?.Sandbox ?? []).Where(setting => setting.StartsWith(ReadOnly, StringComparison.Ordinal)).SelectMany(setting => setting[ReadOnly.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))];

        // systemd takes the stricter of two settings of the same path: the list is emptied and written anew without it.
        string[] others = [.. readOnly.Where(path => path.TrimStart('-', '+') != directory)];
        string[] settings = others.Length == readOnly.Length ? [$"ReadWritePaths={directory}"]
            : others.Length == 0 ? [ReadOnly]
            : [ReadOnly, ReadOnly + string.Join(' ', others)];

        return Of(unit, $"Let it write below {directory}, by a drop-in of its unit, and start it.", settings);
    }

    /// <summary>What takes a path out of what is hidden, and restarts the unit; null where that is not told in a line.</summary>
    /// <param name="service">The service.</param>
    /// <param name="setting">The setting that hides it.</param>
    /// <param name="path">The path.</param>
    public static Remedy? Showing(GatewayService service, (string Name, string Value) setting, string path)
    {
        // A list is emptied and written anew without what hides it.
        string[] settings = setting.Name switch
        {
            "ProtectHome" or "PrivateTmp" => [$"{setting.Name}=no"],
            _ => setting.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(entry => !HiddenPath.IsBelow(path, HiddenPath.PathOf(entry))).ToArray() is { Length: > 0 } others
                ? [$"{setting.Name}=", $"{setting.Name}={string.Join(' ', others)}"]
                : [$"{setting.Name}="],
        };
        return service.Unit is { } unit && Plain.IsMatch(setting.Value) ? Of(unit, $"Let it see {path} again, by a drop-in of its unit, and restart it.", settings) : null;
    }

    /// <summary>True when the unit takes rights of root from its program, or does not start it as root.</summary>
    /// <param name="service">The service.</param>
    public static bool TakesRights(GatewayService service) => IsSet(service, User) || IsSet(service, Capabilities);

    /// <summary>True when the unit takes rights from its master without which no worker becomes the user of its pool.</summary>
    /// <param name="service">The service; null when it is not known.</param>
    public static bool TakesCapabilities(GatewayService? service) => IsSet(service, Capabilities);

    /// <summary>What gives back the rights of root that a master needs, and restarts the unit; null where it has them.</summary>
    /// <param name="service">The service.</param>
    public static Remedy? Restoring(GatewayService service)
    {
        string[] settings = [.. IsSet(service, User) ? (string[])[User] : [], .. IsSet(service, Capabilities) ? (string[])[Capabilities + NeededCapabilities] : []];
        return service.Unit is { } unit && settings.Length > 0
            ? Of(unit, "Give its master the rights of root back, by a drop-in of its unit, and restart it: its workers run as the user of their pool all the same.", settings)
            : null;
    }

    private static bool IsSet(GatewayService? service, string name) => service?.Settings?.Sandbox.Any(setting => setting.StartsWith(name, StringComparison.Ordinal)) == true;

    /// <summary>A drop-in with some settings, and the restart that applies them.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="description">What it is good for.</param>
    /// <param name="settings">Its lines.</param>
    public static Remedy Of(string unit, string description, string[] settings)
    {
        // What an earlier look had allowed stays: the lines are added.
        string dropIns = PasteText.Shell($"/etc/systemd/system/{unit}.d");
        string text = string.Join(' ', settings.Prepend("[Service]").Select(PasteText.Shell));
        return new Remedy(
            description,
            $"install -d {dropIns} && printf '%s\\n' {text} >> {dropIns}/zz-nginx502.conf && systemctl daemon-reload && systemctl restart {PasteText.Shell(unit)}",
            ChangeApplies.FpmRestart,
            Disruptions.FpmRestart);
    }
}
