using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds the php-fpm of a machine or of a tree of files.</summary>
/// <param name="files">The files.</param>
/// <param name="masters">The masters that run; null where nothing runs.</param>
/// <param name="commands">Tells commands of a service manager; null when nobody can.</param>
internal sealed class FpmDiscovery(FileTree files, FpmMasters? masters, IMasterCommands? commands)
{
    // php-src: main/php_ini.c, php_init_config: the SAPI's own name before the common one.
    private static readonly string[] PhpIniNames = ["php-fpm-fcgi.ini", "php.ini"];

    private readonly DiscoveryNotes _notes = new();
    private readonly string? _ownNamespace = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.MountNamespace;

    /// <summary>Looks for them.</summary>
    public FpmInstanceSearch Search(string? configurationPath)
    {
        IReadOnlyList<FpmInstance> instances = configurationPath is null ? FindAll() : [Named(configurationPath)];
        return new FpmInstanceSearch(instances, _notes.Notes, _notes.LookedAt);
    }

    private IReadOnlyList<FpmInstance> FindAll()
    {
        IReadOnlyList<RunningMaster> running = masters?.FindAll() ?? [];
        foreach (RunningMaster doubtful in running.Where(master => !master.IsTrusted))
        {
            _notes.Note(FpmMasters.Distrust(doubtful.Process));
        }

        RunningMaster[] believed = [.. running.Where(master => master.IsTrusted)];
        _notes.LookAtMasters("php-fpm", believed);
        if (believed.Length > 0)
        {
            // One that is installed and does not run may be the one that nginx leads to.
            FpmInstance[] instances = [.. believed.Select(OfMaster)];
            return [.. instances, .. InstalledWithFile(_notes.Look).Where(stopped => !instances.Any(one => one.IsOurs && IsSameFile(one.ConfigurationPath, stopped.ConfigurationPath)))];
        }

        // Several versions may be installed, and a configuration may lie where no program looks.
        List<FpmInstance> found = [.. InstalledWithFile(_notes.Note)];
        foreach (string path in found.Count > 0 ? [] : _notes.Find(files, "configuration", GatewayLayouts.FpmConfigurations))
        {
            found.Add(new FpmInstance(null, files, path, PrefixBeside(path), null, null, null) { IsOurs = files.IsHost });
        }

        return found;
    }

    // The caller asked for it by name: the master that runs with it counts even where anybody could have started it.
    private FpmInstance Named(string path)
    {
        FpmInstance? running = masters?.FindAll().Select(OfMaster).FirstOrDefault(instance => instance.IsOurs && IsSameFile(instance.ConfigurationPath, path));
        _notes.Look($"configuration {path} (named): {(files.IsFile(path) ? "there" : "not there or not readable")}");
        if (running is not null)
        {
            _notes.Look($"running php-fpm: {running.Master!.ProcessId} has it");
            return running with { ConfigurationPath = path };
        }

        _notes.Look($"running php-fpm: none has {path}");
        FpmInstance[] programs = [.. Installed(_notes.Note)];
        FpmInstance? installed = programs.FirstOrDefault(instance => IsSameFile(instance.ConfigurationPath, path)) ?? programs.LastOrDefault();
        return new FpmInstance(null, files, path, installed?.Prefix ?? PrefixBeside(path), installed?.ExecutablePath, null, installed?.Build) { IsOurs = files.IsHost, IsNamed = true };
    }

    private IEnumerable<FpmInstance> InstalledWithFile(Action<string> say) =>
        Installed(say).Where(instance => files.IsFile(instance.ConfigurationPath)).DistinctBy(instance => instance.ConfigurationPath);

    private IEnumerable<FpmInstance> Installed(Action<string> say)
    {
        foreach (string program in _notes.Find(files, "program", GatewayLayouts.FpmPrograms))
        {
            if (FpmBuild.Read(files, program, out string? problem) is not { } build)
            {
                say($"{program} {problem}.");
                continue;
            }

            _notes.Look($"configuration {build.ConfigurationPath} (built into {program}): {(files.IsFile(build.ConfigurationPath) ? "there" : "not there or not readable")}");
            yield return new FpmInstance(null, files, build.ConfigurationPath, build.Prefix, program, null, build) { IsOurs = files.IsHost };
        }
    }

    private FpmInstance OfMaster(RunningMaster running)
    {
        ProcessEntry process = running.Process;
        FileTree own = MasterFacts.FilesOf(running, _ownNamespace);
        FpmBuild? build = FpmBuild.Read(MasterFacts.OpenProgram(process, own), out _);
        string configuration = FpmMasters.ConfigurationPathOf(process);
        ProcessStart start = ProcessStart.Read(process, [], arguments => IsOf(arguments, process, configuration));
        FpmCommandLine? commandLine = (start.Arguments ?? commands?.CommandOf(process.ProcessId)) is { } arguments ? FpmCommandLine.Parse(arguments) : null;
        string prefix = commandLine?.Prefix is { } given
            ? MasterFacts.Combine(process.WorkingDirectory ?? "/", given)
            : build?.Prefix ?? PrefixBeside(configuration);
        List<NotSeen> notSeen = [];
        if (commandLine is null)
        {
            notSeen.Add(MasterFacts.OptionsNotSeen("php-fpm", process.ProcessId, start.Problem));
        }

        if (start.Environment is null)
        {
            notSeen.Add(new NotSeen($"the environment of the php-fpm master {process.ProcessId}", start.Problem ?? "its memory does not tell", NotSeen.AsRoot));
        }

        _notes.Look($"configuration {configuration} (of {process.ProcessId}): {(own.IsFile(configuration) ? "there" : "not there or not readable")}");
        var master = new FpmMaster(
            process.ProcessId,
            process.StartTime,
            process.StartTicks,
            process.ExecutablePath is { } path ? SafeText.Escape(path) : null,
            process.IsExecutableDeleted,
            build?.Version,
            SafeText.Escape(configuration),
            SafeText.Escape(prefix),
            PhpIniOf(own, commandLine, build, start.Environment) is { } ini ? SafeText.Escape(ini) : null,
            commandLine?.IsWithoutPhpIni == true,
            [.. (commandLine?.Definitions ?? []).Select(MaskDefinition)],
            own.RootPath,
            MasterFacts.WorkersOf(masters!.Workers(process), own),
            notSeen);
        return new FpmInstance(master, own, configuration, prefix, process.ExecutablePath, commandLine, build)
        {
            IsOurs = !running.IsElsewhere,
            Environment = start.Environment,
            WrittenFiles = masters.WrittenFiles(process),
            Process = process,
            IsNamed = !running.IsTrusted,
        };
    }

    // Its title shows the configuration that -y named.
    private static bool IsOf(IReadOnlyList<string> arguments, ProcessEntry process, string configuration) =>
        arguments.Count > 0
        && arguments.Skip(1).All(argument => argument.Length > 0 || arguments.Count > 2)
        && (FpmCommandLine.Parse(arguments).ConfigurationPath is not { } path || MasterFacts.Combine(process.WorkingDirectory ?? "/", path) == configuration);

    private static string? PhpIniOf(FileTree files, FpmCommandLine? commandLine, FpmBuild? build, IReadOnlyList<string>? environment)
    {
        if (commandLine?.IsWithoutPhpIni == true)
        {
            return null;
        }

        // -c names a file or a directory; PHPRC likewise; then the built-in directory.
        const string variable = "PHPRC=";
        string? named = environment?.FirstOrDefault(entry => entry.StartsWith(variable, StringComparison.Ordinal))?[variable.Length..];
        foreach (string place in (IEnumerable<string>)[commandLine?.PhpIniPath ?? named ?? string.Empty, build?.PhpIniDirectory ?? string.Empty])
        {
            if (place.StartsWith('/') && (files.IsFile(place) ? place : PhpIniNames.Select(name => MasterFacts.Combine(place, name)).FirstOrDefault(files.IsFile)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string MaskDefinition(string definition)
    {
        string[] parts = definition.Split('=', 2);
        return SafeText.Escape(parts.Length > 1 ? $"{parts[0]}={SecretText.MaskSetting(parts[0], parts[1])}" : definition);
    }

    private bool IsSameFile(string one, string other) =>
        one == other || (files.TryReadStatus(one, out FileStatus first) && files.TryReadStatus(other, out FileStatus second) && first.Identity == second.Identity);

    // PREFIX/etc/php-fpm.conf; what is right below /etc belongs to /usr.
    private static string PrefixBeside(string configurationPath)
    {
        int etc = configurationPath.IndexOf("/etc/", StringComparison.Ordinal);
        return etc > 0 ? configurationPath[..etc] : "/usr";
    }
}
