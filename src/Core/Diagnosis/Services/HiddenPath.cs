namespace Nginx502.Diagnosis;

/// <summary>Tells which setting of a unit hides a path from its program. The source of the fact: systemd.exec(5).</summary>
internal static class HiddenPath
{
    private static readonly string[] Homes = ["/home", "/root", "/run/user"];
    private static readonly string[] TemporaryDirectories = ["/tmp", "/var/tmp"];

    /// <summary>The name and the value of the setting; null when none hides it.</summary>
    /// <param name="settings">The settings of the unit.</param>
    /// <param name="path">The path.</param>
    public static (string Name, string Value)? By(UnitSettings settings, string path)
    {
        (string Name, string Value)[] all = [.. settings.Sandbox.Select(setting => setting.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

        // What is bound into the sandbox is there again.
        return all.Any(setting => setting.Name is "BindPaths" or "BindReadOnlyPaths" && setting.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(bound => IsBelow(path, TargetOf(bound))))
            ? null
            : all.Where(setting => Hides(setting.Name, setting.Value, path)).Select(setting => ((string, string)?)setting).FirstOrDefault();
    }

    /// <summary>The paths of a setting that has a list, without the marks before them and what follows a colon.</summary>
    public static IEnumerable<string> PathsOf(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PathOf);

    /// <summary>The path of one entry of a list.</summary>
    public static string PathOf(string entry) => entry.TrimStart('-', '+').Split(':')[0];

    /// <summary>True for a path that is another one, or lies below it.</summary>
    public static bool IsBelow(string path, string directory) => path == directory.TrimEnd('/') || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    // SOURCE:TARGET:OPTIONS, and the source's own place without a target.
    private static string TargetOf(string bound) => bound.Split(':') is [_, { Length: > 0 } target, ..] ? target : PathOf(bound);

    private static bool Hides(string name, string value, string path) => name switch
    {
        "InaccessiblePaths" or "TemporaryFileSystem" => PathsOf(value).Any(hidden => IsBelow(path, hidden)),
        "ProtectHome" => value is "yes" or "tmpfs" && Homes.Any(home => IsBelow(path, home)),
        "PrivateTmp" => value != "no" && TemporaryDirectories.Any(directory => IsBelow(path, directory)),
        _ => false,
    };
}
