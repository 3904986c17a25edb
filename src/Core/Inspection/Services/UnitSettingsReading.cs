using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads the settings of a unit that matter.</summary>
internal static class UnitSettingsReading
{
    private const string Capabilities = "CapabilityBoundingSet";

    // What a master needs of root's rights: to give sockets away in a directory of another user, to become the user of its workers, and to end those.
    private static readonly string[] NeededCapabilities = ["cap_chown", "cap_dac_override", "cap_kill", "cap_setgid", "cap_setuid"];

    // What keeps a service from something, and what says that it does not.
    private static readonly string[] SandboxNames =
    [
        "PrivateTmp", "PrivateDevices", "PrivateNetwork", "PrivateUsers", "PrivateMounts", "ProtectSystem", "ProtectHome", "ProtectProc", "ProcSubset", "ReadOnlyPaths", "ReadWritePaths",
        "InaccessiblePaths", "NoExecPaths", "BindPaths", "BindReadOnlyPaths", "TemporaryFileSystem", "RootDirectory", "RootImage", "DynamicUser", "NoNewPrivileges", "RestrictAddressFamilies",
        "RestrictNamespaces", "MemoryDenyWriteExecute", "IPAddressDeny", "User", Capabilities,
    ];

    private static readonly HashSet<string> NothingKept = new(StringComparer.Ordinal) { "", "no", "default", "all", "0", "~", "root" };

    /// <summary>The properties that are read.</summary>
    public static readonly string[] Properties =
    [
        "ExecStart", "Type", "Restart", "RestartUSec", "StartLimitBurst", "StartLimitIntervalUSec", "TimeoutStopUSec", "KillMode", "LimitNOFILE", "LimitNPROC", "MemoryMax", "MemoryLimit",
        "MemoryHigh", "TasksMax", "CPUQuotaPerSecUSec", "RuntimeDirectory", "RuntimeDirectoryPreserve", .. SandboxNames,
    ];

    /// <summary>Reads them; null for a unit without a command.</summary>
    public static UnitSettings? Read(IReadOnlyDictionary<string, string> properties)
    {
        if (UnitProperties.ReadCommand(properties.GetValueOrDefault("ExecStart")) is not { } command)
        {
            return null;
        }

        return new UnitSettings
        {
            Command = SafeText.Escape(SecretText.MaskCredentials(command.Command)),
            Type = Text("Type"),
            Restart = Text("Restart"),
            RestartDelay = SystemdTime.ParseDuration(Text("RestartUSec")),
            StartLimitBurst = (int?)Limit("StartLimitBurst"),
            StartLimitInterval = SystemdTime.ParseDuration(Text("StartLimitIntervalUSec")),
            StopTimeout = SystemdTime.ParseDuration(Text("TimeoutStopUSec")),
            KillMode = Text("KillMode"),
            PrivateTmp = Text("PrivateTmp") == "yes",
            LimitNofile = Limit("LimitNOFILE"),
            LimitNproc = Limit("LimitNPROC"),

            // MemoryLimit= is that of version 1 of control groups.
            MemoryMax = Limit("MemoryMax") ?? Limit("MemoryLimit"),
            MemoryHigh = Limit("MemoryHigh"),
            TasksMax = Limit("TasksMax"),
            CpuQuota = SystemdTime.ParseDuration(Text("CPUQuotaPerSecUSec"))?.TotalSeconds,
            RuntimeDirectory = Words("RuntimeDirectory"),
            RuntimeDirectoryPreserve = Text("RuntimeDirectoryPreserve"),
            ProtectSystem = Text("ProtectSystem"),
            ProtectHome = Text("ProtectHome"),
            ReadWritePaths = Words("ReadWritePaths"),
            Sandbox = [.. SandboxNames.Where(Keeps).Select(name => $"{name}={SafeText.Escape(properties[name])}")],
        };

        // A set of rights that is empty keeps from all.
        bool Keeps(string name) => name == Capabilities
            ? properties.TryGetValue(name, out string? rights) && NeededCapabilities.Except(UnitProperties.Words(rights)).Any()
            : !NothingKept.Contains(properties.GetValueOrDefault(name, string.Empty));

        string? Text(string name) => properties.GetValueOrDefault(name) is { Length: > 0 } value ? SafeText.Escape(value) : null;

        string[] Words(string name) => [.. UnitProperties.Words(properties.GetValueOrDefault(name)).Select(SafeText.Escape)];

        // No limit is the word, or the highest number.
        long? Limit(string name) => long.TryParse(properties.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
