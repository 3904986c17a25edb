using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds the nginx of a machine or of a tree of files.</summary>
/// <param name="files">The files.</param>
/// <param name="masters">The masters that run; null where nothing runs.</param>
/// <param name="commands">Tells commands of a service manager; null when nobody can.</param>
internal sealed class NginxDiscovery(FileTree files, NginxMasters? masters, IMasterCommands? commands)
{
    private readonly DiscoveryNotes _notes = new();
    private readonly string? _ownNamespace = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.MountNamespace;

    /// <summary>Looks for them.</summary>
    public NginxInstanceSearch Search(string? configurationPath)
    {
        IReadOnlyList<NginxInstance> instances = configurationPath is null ? FindAll() : [Named(configurationPath)];
        return new NginxInstanceSearch(instances, _notes.Notes, _notes.LookedAt);
    }

    private IReadOnlyList<NginxInstance> FindAll()
    {
        IReadOnlyList<RunningMaster> running = masters?.FindAll() ?? [];
        foreach (RunningMaster doubtful in running.Where(master => !master.IsTrusted))
        {
            _notes.Note(NginxMasters.Distrust(doubtful.Process));
        }

        RunningMaster[] believed = [.. running.Where(master => master.IsTrusted)];
        _notes.LookAtMasters("nginx", believed);
        if (believed.Length > 0)
        {
            return [.. believed.Select(OfMaster)];
        }

        NginxInstance[] installed = [.. Installed().Where(instance => files.IsFile(instance.ConfigurationPath)).DistinctBy(instance => instance.ConfigurationPath)];
        return installed.Length > 0
            ? installed
            : [.. _notes.Find(files, "configuration", GatewayLayouts.NginxConfigurations).Take(1).Select(path => new NginxInstance(null, files, path, PrefixBeside(path), null, null, null) { IsOurs = files.IsHost })];
    }

    // The caller asked for it by name: the master that runs with it counts even where anybody could have started it.
    private NginxInstance Named(string path)
    {
        NginxInstance? running = masters?.FindAll().Select(OfMaster).FirstOrDefault(instance => instance.IsOurs && IsSameFile(instance.ConfigurationPath, path));
        _notes.Look($"configuration {path} (named): {(files.IsFile(path) ? "there" : "not there or not readable")}");
        if (running is not null)
        {
            _notes.Look($"running nginx: {running.Master!.ProcessId} has it");
            return running with { ConfigurationPath = path };
        }

        _notes.Look($"running nginx: none has {path}");
        NginxInstance? installed = Installed().FirstOrDefault();
        return new NginxInstance(null, files, path, installed?.Prefix ?? PrefixBeside(path), installed?.ExecutablePath, null, installed?.Build) { IsOurs = files.IsHost, IsNamed = true };
    }

    private IEnumerable<NginxInstance> Installed()
    {
        foreach (string program in _notes.Find(files, "program", GatewayLayouts.NginxPrograms))
        {
            if (NginxBuild.Read(files, program, out string? problem) is not { } build)
            {
                _notes.Note($"{program} {problem}.");
                continue;
            }

            string prefix = build.Prefix ?? "/";
            string configuration = MasterFacts.Combine(prefix, build.ConfigurationPath);
            _notes.Look($"configuration {configuration} (built into {program}): {(files.IsFile(configuration) ? "there" : "not there or not readable")}");
            yield return new NginxInstance(null, files, configuration, prefix, program, null, build) { IsOurs = files.IsHost };
        }
    }

    private NginxInstance OfMaster(RunningMaster running)
    {
        ProcessEntry process = running.Process;
        FileTree own = MasterFacts.FilesOf(running, _ownNamespace);
        NginxBuild? build = NginxBuild.Read(MasterFacts.OpenProgram(process, own), out _);
        ProcessStart start = ProcessStart.Read(process, "ngx_argv"u8, arguments => NginxCommandLine.IsOfTitle(arguments, process.Title));
        NginxCommandLine commandLine = (start.Arguments ?? commands?.CommandOf(process.ProcessId)) is { } arguments
            ? NginxCommandLine.Parse(arguments)
            : NginxCommandLine.Parse(process.Title)!;
        string prefix = PrefixOf(process, commandLine, build);
        string configuration = ConfigurationPathOf(own, prefix, commandLine, build);
        List<NotSeen> notSeen = commandLine.IsExact ? [] : [MasterFacts.OptionsNotSeen("nginx", process.ProcessId, start.Problem)];
        string errorLog = commandLine.ErrorLog ?? build?.ErrorLogPath ?? GatewayLayouts.NginxErrorLog;
        _notes.Look($"configuration {configuration} (of {process.ProcessId}): {(own.IsFile(configuration) ? "there" : "not there or not readable")}");
        var master = new NginxMaster(
            process.ProcessId,
            process.StartTime,
            process.StartTicks,
            process.ExecutablePath is { } path ? SafeText.Escape(path) : null,
            process.IsExecutableDeleted,
            build?.Version,
            SafeText.Escape(configuration),
            SafeText.Escape(prefix),
            SafeText.Escape(Path.GetDirectoryName(configuration) ?? "/"),
            SafeText.Escape(SecretText.MaskCredentials(commandLine.Directives)),
            SafeText.Escape(errorLog == "stderr" ? errorLog : MasterFacts.Combine(prefix, errorLog)),
            own.RootPath,
            MasterFacts.WorkersOf(masters!.Workers(process), own),
            notSeen);
        return new NginxInstance(master, own, configuration, prefix, process.ExecutablePath, commandLine, build)
        {
            IsOurs = !running.IsElsewhere,
            Environment = start.Environment,
            WrittenFiles = masters.WrittenFiles(process),
            Process = process,
            IsNamed = !running.IsTrusted,
        };
    }

    // nginx: src/core/nginx.c, ngx_process_options: -p, else what was built in, else the directory of the start.
    private static string PrefixOf(ProcessEntry process, NginxCommandLine commandLine, NginxBuild? build)
    {
        string? beside = Path.GetDirectoryName(Path.GetDirectoryName(process.ExecutablePath ?? commandLine.Program));
        string prefix = commandLine.Prefix ?? build?.Prefix ?? (build is null ? beside : process.WorkingDirectory) ?? "/";
        string full = MasterFacts.Combine(process.WorkingDirectory ?? "/", prefix).TrimEnd('/');
        return full.Length == 0 ? "/" : full;
    }

    private static string ConfigurationPathOf(FileTree files, string prefix, NginxCommandLine commandLine, NginxBuild? build)
    {
        if ((commandLine.ConfigurationPath ?? build?.ConfigurationPath) is { } path)
        {
            return MasterFacts.Combine(prefix, path);
        }

        // The program may not be read: what is usual.
        return GatewayLayouts.NginxConfigurations.Prepend(prefix + "/conf/nginx.conf").FirstOrDefault(files.IsFile) ?? GatewayLayouts.NginxConfigurations[0];
    }

    private bool IsSameFile(string one, string other) =>
        one == other || (files.TryReadStatus(one, out FileStatus first) && files.TryReadStatus(other, out FileStatus second) && first.Identity == second.Identity);

    // nginx's own layout has conf/nginx.conf; distributions have the files of the prefix elsewhere.
    private static string PrefixBeside(string configurationPath)
    {
        string directory = Path.GetDirectoryName(configurationPath) ?? "/";
        return Path.GetFileName(directory) == "conf" ? Path.GetDirectoryName(directory) ?? "/" : "/usr/share/nginx";
    }
}
