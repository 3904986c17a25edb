using Nginx502.Linux;
using Nginx502.Logs;
using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>
/// Finds the logs of nginx on this machine without starting anything: from the running master and its configuration, else
/// from a configuration where distributions put it, else where distributions put the logs.
/// </summary>
public sealed class NginxLogLocator
{
    private readonly FileTree _files;
    private readonly LogPlaces _places;
    private readonly NginxMasters _masters;
    private readonly List<string> _notes = [];
    private readonly List<string> _lookedAt = [];
    private readonly Dictionary<(bool IsAccessLog, string Path), NginxLogFile> _found = [];

    internal NginxLogLocator(FileTree files, NginxMasters masters)
    {
        _files = files;
        _places = new LogPlaces(files);
        _masters = masters;
    }

    /// <summary>Looks for the logs.</summary>
    /// <param name="configurationPath">The main file of a configuration, when the caller names one; null to find it.</param>
    public static NginxLogSearch Locate(string? configurationPath) =>
        new NginxLogLocator(FileTree.Host, NginxMasters.OfThisMachine).Search(configurationPath);

    internal NginxLogSearch Search(string? configurationPath)
    {
        if (configurationPath is not null)
        {
            _ = FirstConfiguration([configurationPath]);
            AddConfiguration(configurationPath, new Surroundings(null, null, string.Empty, null));
            return Result();
        }

        IReadOnlyList<(ProcessEntry Process, NginxCommandLine CommandLine)> masters = _masters.Find(_notes);
        _lookedAt.Add(masters.Count == 0 ? "running nginx: none" : $"running nginx: {string.Join(", ", masters.Select(master => master.Process.ProcessId))}");
        foreach ((ProcessEntry process, NginxCommandLine commandLine) in masters)
        {
            AddMaster(process, commandLine);
        }

        if (_found.Count == 0 && masters.Count == 0 && FirstConfiguration(GatewayLayouts.NginxConfigurations) is { } path)
        {
            AddConfiguration(path, new Surroundings(null, null, string.Empty, null));
        }

        if (_found.Count == 0)
        {
            AddDefault(isAccessLog: false, GatewayLayouts.NginxErrorLog);
            AddDefault(isAccessLog: true, GatewayLayouts.NginxAccessLog);
        }

        return Result();
    }

    private void AddMaster(ProcessEntry process, NginxCommandLine commandLine)
    {
        // nginx: src/core/nginx.c, ngx_process_options: -c is relative to the prefix. Without -c the path was chosen when
        // nginx was built; beside the program's own directory it is most likely.
        string? programPrefix = Path.GetDirectoryName(Path.GetDirectoryName(process.ExecutablePath ?? commandLine.Program));
        string? prefix = commandLine.Prefix?.TrimEnd('/');
        string[] candidates = commandLine.ConfigurationPath switch
        {
            ['/', ..] => [commandLine.ConfigurationPath],
            { } relative => [$"{prefix ?? programPrefix}/{relative}", "/etc/nginx/" + relative],
            null when prefix is not null => [prefix + "/conf/nginx.conf", .. GatewayLayouts.NginxConfigurations, prefix + "/nginx.conf"],
            null => [programPrefix + "/conf/nginx.conf", .. GatewayLayouts.NginxConfigurations],
        };
        var surroundings = new Surroundings(prefix, commandLine.ErrorLog, commandLine.Directives, _masters.OpenFiles(process));
        if (FirstConfiguration(candidates) is { } path)
        {
            AddConfiguration(path, surroundings);
            return;
        }

        _notes.Add($"The configuration of the nginx master {process.ProcessId} was not found or cannot be read; -NginxConfigPath names it.");
    }

    private string? FirstConfiguration(IEnumerable<string> candidates)
    {
        foreach (string path in candidates.Distinct(StringComparer.Ordinal))
        {
            bool isThere = _files.IsFile(path);
            _lookedAt.Add($"configuration {SafeText.Escape(path)}: {(isThere ? "read" : "not there or not readable")}");
            if (isThere)
            {
                return path;
            }
        }

        return null;
    }

    private void AddConfiguration(string path, Surroundings surroundings)
    {
        NginxConfiguration configuration = NginxConfiguration.Read(path, _files, new NginxReadingOptions { CommandLineDirectives = surroundings.Directives });
        NginxLogConfiguration logs = NginxLogConfiguration.Read(configuration);
        _notes.AddRange(configuration.Problems.Where(problem => problem.Path != NginxConfiguration.CommandLinePath).Select(problem => problem.ToString()));
        if (configuration.Files.Count == 0)
        {
            return;
        }

        _notes.AddRange(logs.Problems.Select(SafeText.Escape));
        foreach (NginxLogTarget written in logs.Targets)
        {
            // nginx: src/core/nginx.c: -e replaces the built-in error log.
            NginxLogTarget target = written is { IsAccessLog: false, Destination: LogDestination.BuiltIn } && surroundings.ErrorLog is { Length: > 0 } given
                ? written with { Destination = given == "stderr" ? LogDestination.StandardError : LogDestination.File, Value = given }
                : written;
            string[] paths = target.Destination switch
            {
                LogDestination.File => FilePaths(target, path, surroundings),
                LogDestination.BuiltIn => BuiltInPaths(target, path, surroundings),
                _ => [],
            };
            if (paths.Length > 0)
            {
                AddFile(target, paths, logs, surroundings);
            }
            else
            {
                _notes.Add(SafeText.Escape(Explain(target)));
            }
        }
    }

    private static string[] FilePaths(NginxLogTarget target, string configurationPath, Surroundings surroundings) =>
        target.Value.StartsWith('/') ? [target.Value] : Prefixes(configurationPath, surroundings).Select(prefix => prefix + "/" + target.Value).ToArray();

    private static string[] BuiltInPaths(NginxLogTarget target, string configurationPath, Surroundings surroundings)
    {
        string name = target.IsAccessLog ? "access.log" : "error.log";
        string[] prefixed = Prefixes(configurationPath, surroundings).Select(prefix => prefix + "/logs/" + name).ToArray();
        string distribution = target.IsAccessLog ? GatewayLayouts.NginxAccessLog : GatewayLayouts.NginxErrorLog;
        return surroundings.Prefix is null ? [distribution, .. prefixed] : [.. prefixed, distribution];
    }

    // The prefix was chosen when nginx was built unless -p says it; files that are open or there tell which it was.
    private static string[] Prefixes(string configurationPath, Surroundings surroundings)
    {
        string directory = Path.GetDirectoryName(configurationPath) ?? "/";
        return surroundings.Prefix is { } prefix
            ? [prefix]
            : [Path.GetFileName(directory) == "conf" ? Path.GetDirectoryName(directory) ?? "/" : "/usr/share/nginx", directory, "/var/lib/nginx"];
    }

    private void AddFile(NginxLogTarget target, string[] candidates, NginxLogConfiguration logs, Surroundings surroundings)
    {
        string path = candidates.FirstOrDefault(candidate => surroundings.OpenFiles?.Contains(candidate) == true)
            ?? candidates.FirstOrDefault(candidate => _places.PresenceOf(candidate, out _) == LogPresence.Readable)
            ?? candidates[0];
        LogPresence presence = _places.PresenceOf(path, out bool isStream);
        _lookedAt.Add($"{Kind(target.IsAccessLog)} {SafeText.Escape(path)} ({Place(target)}): {(isStream ? "a stream" : LogPlaces.Say(presence))}");
        if (isStream)
        {
            _notes.Add(SafeText.Escape(
                $"{Who(target)} {Kind(target.IsAccessLog)} {path}, which is a stream of the process: use docker logs CONTAINER | {Cmdlet(target)}"));
            return;
        }

        if (surroundings.OpenFiles is { Count: > 0 } open && _places.IsOpen(path, open) == false)
        {
            _notes.Add(SafeText.Escape($"{path} ({Place(target)}) is not open in the running nginx: the configuration was changed after it was loaded, or the log was moved."));
        }

        if (target.Level is "crit" or "alert" or "emerg")
        {
            _notes.Add(SafeText.Escape($"{path} takes level {target.Level} and above ({Place(target)}): refused connections, time-outs and resets are of level error, and are not in it."));
        }

        IReadOnlyList<AccessLogFormat> formats = target.FormatName is { } name && logs.Formats.TryGetValue(name, out AccessLogFormat? format) ? [format] : [];
        (bool IsAccessLog, string Path) key = (target.IsAccessLog, path);
        _found[key] = _found.TryGetValue(key, out NginxLogFile? earlier)
            ? earlier with { Servers = [.. earlier.Servers.Union(target.Servers)], Formats = [.. earlier.Formats.Union(formats)] }
            : new NginxLogFile(target.IsAccessLog, path, presence, target.Servers, formats, target.ConfigurationPath, target.LineNumber);
    }

    private void AddDefault(bool isAccessLog, string path)
    {
        LogPresence presence = _places.PresenceOf(path, out bool isStream);
        _lookedAt.Add($"{Kind(isAccessLog)} {path} (usual place): {(isStream ? "a stream" : LogPlaces.Say(presence))}");
        if (presence != LogPresence.Missing && !isStream)
        {
            _found[(isAccessLog, path)] = new NginxLogFile(isAccessLog, path, presence, [], [], null, null);
        }
    }

    private NginxLogSearch Result() => new(
        _found.Values.Where(file => !file.IsAccessLog).ToArray(),
        _found.Values.Where(file => file.IsAccessLog).ToArray(),
        _notes.Distinct(StringComparer.Ordinal).ToArray(),
        _lookedAt);

    private static string Explain(NginxLogTarget target) => target.Destination switch
    {
        LogDestination.Syslog => $"{Who(target)} {Kind(target.IsAccessLog)} {target.Value}: use journalctl -t {SyslogTag(target.Value)} -o cat | {Cmdlet(target)}",
        LogDestination.StandardError => $"{Who(target)} {Kind(target.IsAccessLog)} stderr: use journalctl -u nginx -o cat or docker logs CONTAINER | {Cmdlet(target)}",
        LogDestination.Memory => $"{Who(target)} {Kind(target.IsAccessLog)} {target.Value}, in nginx's own memory: only a debugger can read it",
        _ => $"{Who(target)} {Kind(target.IsAccessLog)} {target.Value}, whose name holds variables: name the files with -Path",
    } + $" ({Place(target)})";

    private static string Who(NginxLogTarget target) => target.Servers.Count == 0 ? "nginx writes its" : $"server {string.Join(", ", target.Servers)} writes its";

    private static string Kind(bool isAccessLog) => isAccessLog ? "access log" : "error log";

    private static string Cmdlet(NginxLogTarget target) => target.IsAccessLog ? "Get-NginxAccessEntry" : "Get-NginxUpstreamError";

    private static string Place(NginxLogTarget target) => target.ConfigurationPath is { } path ? $"{path}:{target.LineNumber}" : "built in";

    // nginx: src/core/ngx_syslog.c: nginx unless tag= says another.
    private static string SyslogTag(string value) =>
        value["syslog:".Length..].Split(',').FirstOrDefault(part => part.StartsWith("tag=", StringComparison.Ordinal))?["tag=".Length..] ?? "nginx";

    // What is known of the nginx that reads a configuration.
    private sealed record Surroundings(string? Prefix, string? ErrorLog, string Directives, IReadOnlyList<string>? OpenFiles);
}
