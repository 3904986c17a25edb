using Nginx502.Fpm;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Finds the logs of php-fpm on this machine without starting anything: from the running masters and their configurations,
/// else from configurations where distributions put them, else where distributions put the logs.
/// </summary>
public sealed class FpmLogLocator
{
    private readonly FileTree _files;
    private readonly LogPlaces _places;
    private readonly FpmMasters _masters;
    private readonly List<string> _notes = [];
    private readonly List<string> _lookedAt = [];
    private readonly Dictionary<(bool IsSlowLog, string Path), FpmLogFile> _found = [];

    internal FpmLogLocator(FileTree files, FpmMasters masters)
    {
        _files = files;
        _places = new LogPlaces(files);
        _masters = masters;
    }

    /// <summary>Looks for the logs.</summary>
    /// <param name="configurationPath">The main file of a configuration, when the caller names one; null to find it.</param>
    public static FpmLogSearch Locate(string? configurationPath) =>
        new FpmLogLocator(FileTree.Host, FpmMasters.OfThisMachine).Search(configurationPath);

    internal FpmLogSearch Search(string? configurationPath)
    {
        if (configurationPath is not null)
        {
            AddConfiguration(configurationPath, master: null);
            return Result();
        }

        IReadOnlyList<(ProcessEntry Process, string ConfigurationPath)> masters = _masters.Find(_notes);
        _lookedAt.Add(masters.Count == 0 ? "running php-fpm: none" : $"running php-fpm: {string.Join(", ", masters.Select(master => master.Process.ProcessId))}");
        foreach ((ProcessEntry process, string path) in masters)
        {
            AddConfiguration(path, process);
        }

        // Beside a running php-fpm, what others once wrote is not asked for.
        if (masters.Count == 0)
        {
            foreach (string path in Look("configuration", GatewayLayouts.FpmConfigurations))
            {
                AddConfiguration(path, master: null);
            }
        }

        if (_found.Count == 0)
        {
            AddDefaults(isSlowLog: false, GatewayLayouts.FpmErrorLogs);
            AddDefaults(isSlowLog: true, GatewayLayouts.FpmSlowLogs);
        }

        return Result();
    }

    private void AddConfiguration(string path, ProcessEntry? master)
    {
        // The prefix was chosen when php-fpm was built, or is -p, which its title does not show. What is installed
        // at /usr/sbin/php-fpm has /usr.
        string prefix = Path.GetDirectoryName(Path.GetDirectoryName(master?.ExecutablePath)) is { Length: > 1 } built ? built : "/usr";
        FpmConfiguration configuration = FpmConfiguration.Read(path, new FpmReadOptions { Files = _files, Build = FpmBuildDefaults.At(prefix) });
        FpmSection global = configuration.GlobalSection;
        bool hasSettings = global.Assignments.Count > 0 || configuration.PoolSections.Any(pool => pool.Assignments.Count > 0);
        _lookedAt.Add($"configuration {SafeText.Escape(path)}: {(hasSettings ? "read" : "not readable or empty")}");
        _notes.AddRange(configuration.Diagnostics.Where(IsAboutFiles).Select(diagnostic => diagnostic.ToString()));
        var origin = new Origin(master, prefix, master is null ? [] : _masters.OpenFiles(master));
        if (global.Find("error_log") is { } errorLog)
        {
            AddErrorLog(new Setting(null, errorLog), RawText.Decode(global.Find("syslog.ident")?.Value ?? "php-fpm"), origin);
        }
        else if (hasSettings || master is not null)
        {
            // php-fpm: log/php-fpm.log in the directory for changing data that was chosen when it was built.
            AddFile(isSlowLog: false, LocalStateDirectories(origin).Select(directory => directory + "/log/php-fpm.log").ToArray(), setting: null, origin);
        }

        foreach (FpmSection pool in configuration.PoolSections)
        {
            if (pool.Find("slowlog") is { } slowLog)
            {
                var setting = new Setting(pool, slowLog);
                string directory = pool.Find("prefix") is { } own ? RawText.Decode(own.Value) : origin.Prefix;
                AddIfPath(isSlowLog: true, [setting.Value.StartsWith('/') ? setting.Value : $"{directory}/{setting.Value}"], setting, origin);
            }
        }
    }

    private void AddErrorLog(Setting setting, string ident, Origin origin)
    {
        // php-fpm: fpm_stdio_open_error_log compares without regard to case.
        if (setting.Value.Equals("syslog", StringComparison.OrdinalIgnoreCase))
        {
            _notes.Add(SafeText.Escape($"php-fpm writes its error log to syslog ({Place(setting)}): use journalctl -t {ident} -o cat | Get-FpmLogEntry"));
            return;
        }

        string value = setting.Value;
        AddIfPath(isSlowLog: false, value.StartsWith('/') ? [value] : LocalStateDirectories(origin).Select(directory => $"{directory}/{value}").ToArray(), setting, origin);
    }

    private void AddIfPath(bool isSlowLog, string[] candidates, Setting setting, Origin origin)
    {
        if (setting.IsUnknown)
        {
            _notes.Add(SafeText.Escape($"The {Kind(isSlowLog)} {setting.Value} ({Place(setting)}) holds variables of php-fpm's environment: name the file with -Path"));
        }
        else if (setting.Value.Length > 0)
        {
            AddFile(isSlowLog, candidates, setting, origin);
        }
    }

    private void AddFile(bool isSlowLog, string[] candidates, Setting? setting, Origin origin)
    {
        string path = candidates.FirstOrDefault(origin.OpenFiles.Contains)
            ?? candidates.FirstOrDefault(candidate => _places.PresenceOf(candidate, out _) == LogPresence.Readable)
            ?? candidates[0];
        LogPresence presence = _places.PresenceOf(path, out bool isStream);
        _lookedAt.Add($"{Kind(isSlowLog)} {SafeText.Escape(path)} ({Place(setting)}): {(isStream ? "a stream" : LogPlaces.Say(presence))}");
        if (isStream)
        {
            _notes.Add(SafeText.Escape($"php-fpm writes its {Kind(isSlowLog)} to {path} ({Place(setting)}), which is a stream of the process: use docker logs CONTAINER | Get-FpmLogEntry"));
            return;
        }

        // A slow log is opened for each record only. Where the directive is no truth, the open file is.
        string? other = isSlowLog || origin.OpenFiles.Count == 0 || _places.IsOpen(path, origin.OpenFiles) == true ? null : origin.OpenFiles.FirstOrDefault(IsLog);
        if (other is not null)
        {
            _notes.Add(SafeText.Escape($"{path} ({Place(setting)}) is not open in the running php-fpm {origin.Master!.ProcessId}, but {other} is: the configuration was changed after it was loaded, or the log was moved."));
            Add(isSlowLog, other, _places.PresenceOf(other, out _), null, origin);
        }

        if (other is null || presence == LogPresence.Readable)
        {
            Add(isSlowLog, path, presence, setting, origin);
        }
    }

    private void Add(bool isSlowLog, string path, LogPresence presence, Setting? setting, Origin origin)
    {
        (bool IsSlowLog, string Path) key = (isSlowLog, path);
        string[] pools = setting?.Pool is { } pool ? [pool] : [];
        _found[key] = _found.TryGetValue(key, out FpmLogFile? earlier)
            ? earlier with { Pools = [.. earlier.Pools.Union(pools, StringComparer.Ordinal)] }
            : new FpmLogFile(isSlowLog, path, presence, pools, origin.Master?.ProcessId, setting?.Path, setting?.LineNumber);
    }

    private void AddDefaults(bool isSlowLog, string[] patterns)
    {
        foreach (string path in Look(Kind(isSlowLog), patterns))
        {
            LogPresence presence = _places.PresenceOf(path, out bool isStream);
            if (!isStream && presence != LogPresence.Missing)
            {
                _found.TryAdd((isSlowLog, path), new FpmLogFile(isSlowLog, path, presence, [], null, null, null));
            }
        }
    }

    private List<string> Look(string what, string[] patterns)
    {
        var found = new List<string>();
        foreach (string pattern in patterns)
        {
            IReadOnlyList<string> paths = _files.Glob(pattern);
            _lookedAt.Add($"{what} {pattern} (usual place): {(paths.Count == 0 ? "not there" : "found")}");
            found.AddRange(paths.Except(found, StringComparer.Ordinal));
        }

        return found;
    }

    private FpmLogSearch Result() => new(
        _found.Values.Where(file => !file.IsSlowLog).ToArray(),
        _found.Values.Where(file => file.IsSlowLog).ToArray(),
        _notes.Distinct(StringComparer.Ordinal).ToArray(),
        _lookedAt);

    // As distributions build it: /usr with /var; else within the prefix.
    private static string[] LocalStateDirectories(Origin origin) =>
        origin.Prefix == "/usr" ? ["/var", "/usr/var"] : [origin.Prefix + "/var", "/var"];

    // php-fpm keeps the access logs of its pools open as well.
    private static bool IsLog(string path) =>
        path.EndsWith(".log", StringComparison.Ordinal) && !path.Contains("access", StringComparison.OrdinalIgnoreCase);

    private static bool IsAboutFiles(ConfigurationDiagnostic diagnostic) => diagnostic.Id is "FileNotRead" or "IncludeFailed" or "IncludeTooDeep";

    private static string Kind(bool isSlowLog) => isSlowLog ? "slow log" : "error log";

    private static string Place(Setting? setting) => setting is null ? "built in" : $"{setting.Path}:{setting.LineNumber}";

    // A line of the configuration, its texts decoded.
    private sealed record Setting(string? Pool, string Value, string Path, int LineNumber, bool IsUnknown)
    {
        public Setting(FpmSection? pool, FpmAssignment assignment)
            : this(pool is null ? null : RawText.Decode(pool.Name), RawText.Decode(assignment.Value), assignment.File.Path, assignment.Line.Number, assignment.IsUnknown)
        {
        }
    }

    // What is known of the php-fpm that reads a configuration.
    private sealed record Origin(ProcessEntry? Master, string Prefix, IReadOnlyList<string> OpenFiles);
}
