using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The services that OpenRC or scripts of /etc/init.d know: by the files that these keep, no program is run.</summary>
/// <param name="files">The files of the machine.</param>
internal sealed class InitServices(FileTree files)
{
    private const string Scripts = "/etc/init.d";
    private const string OpenRcState = "/run/openrc";

    // What OpenRC keeps a link in, and what that says (rc-status, librc.h).
    private static readonly (string Directory, GatewayServiceState State)[] OpenRcStates =
    [
        ("failed", GatewayServiceState.Failed),
        ("starting", GatewayServiceState.Activating),
        ("stopping", GatewayServiceState.Deactivating),
        ("started", GatewayServiceState.Active),
    ];

    /// <summary>True when OpenRC runs the machine (its softlevel is there then).</summary>
    public bool IsOpenRc => files.TryReadStatus(OpenRcState + "/softlevel", out _);

    /// <summary>The services.</summary>
    public IReadOnlyList<GatewayService> Read()
    {
        bool isOpenRc = IsOpenRc;
        return [.. files.Names(Scripts).Where(IsOurs).Order(StringComparer.Ordinal).Select(name => isOpenRc ? OpenRc(name) : SysV(name))];
    }

    private static bool IsOurs(string name) => (name.StartsWith("nginx", StringComparison.Ordinal) && !name.EndsWith("-debug", StringComparison.Ordinal))
        || (name.Contains("php", StringComparison.Ordinal) && name.Contains("fpm", StringComparison.Ordinal));

    private GatewayService OpenRc(string name)
    {
        (string? word, GatewayServiceState state) = OpenRcStates.FirstOrDefault(state => files.Names($"{OpenRcState}/{state.Directory}").Contains(name));
        bool isEnabled = files.Names("/etc/runlevels").Any(level => files.Names("/etc/runlevels/" + level).Contains(name));
        state = word is null ? GatewayServiceState.Inactive : state;
        return Service(name, GatewayServiceManager.OpenRc, isEnabled) with
        {
            State = state,
            SubState = word ?? "stopped",
            IsStoppedOnPurpose = state == GatewayServiceState.Inactive,
        };
    }

    // A script keeps no state: it runs or not. rcN.d has a link S… for what is started in a runlevel.
    private GatewayService SysV(string name)
    {
        bool isEnabled = Enumerable.Range(2, 4).Any(level => files.Names($"/etc/rc{level}.d").Any(link => link is ['S', _, _, .. var rest] && rest == name));
        return Service(name, GatewayServiceManager.SysVInit, isEnabled) with { State = GatewayServiceState.Inactive };
    }

    private static GatewayService Service(string name, GatewayServiceManager manager, bool isEnabled) => new()
    {
        Name = SafeText.Escape(name),
        Program = name.Contains("fpm", StringComparison.Ordinal) ? "php-fpm" : "nginx",
        Manager = manager,
        Unit = SafeText.Escape($"{Scripts}/{name}"),
        FragmentPath = SafeText.Escape($"{Scripts}/{name}"),
        UnitFileState = isEnabled ? "enabled" : "disabled",
        IsEnabled = isEnabled,
    };
}
