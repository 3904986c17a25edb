using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// Makes of planned edits a change that is checked by the programs concerned, and taken up by them where that is wanted: which files
/// belong to which program, what is loaded along, what is masked in the diff.
/// </summary>
public sealed class GatewayChangeBuilder
{
    private readonly List<FileEdit> _edits = [];
    private readonly List<SettingChange> _settings = [];
    private readonly List<FpmReading> _fpm = [];
    private readonly List<NginxReading> _nginx = [];
    private readonly List<FpmReading> _unchangedFpm = [];
    private readonly List<NginxReading> _unchangedNginx = [];
    private readonly List<NginxReading> _hostUsers = [];
    private string? _rootPath;

    /// <summary>True when nothing is to be changed.</summary>
    public bool IsEmpty => _edits.Count == 0;

    /// <summary>What is to be changed of which setting.</summary>
    public IReadOnlyList<SettingChange> Settings => _settings;

    /// <summary>Adds edits of the files of a php-fpm.</summary>
    public void Add(FpmReading reading, IReadOnlyList<FileEdit> edits, IReadOnlyList<SettingChange> settings)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Add(edits.Count > 0 ? _fpm : _unchangedFpm, reading, new FilesOfProgram(reading.Instance.Files, reading.Instance.IsOurs), edits, settings);
    }

    /// <summary>Adds edits of the files of an nginx.</summary>
    public void Add(NginxReading reading, IReadOnlyList<FileEdit> edits, IReadOnlyList<SettingChange> settings)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Add(edits.Count > 0 ? _nginx : _unchangedNginx, reading, new FilesOfProgram(reading.Instance.Files, reading.Instance.IsOurs), edits, settings);
    }

    /// <summary>Adds edits of the hosts file.</summary>
    /// <param name="target">The machine, or the directory that stands for its <c>/</c>.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="settings">What it makes of which name.</param>
    /// <param name="nginx">The nginx that ask for the names when they are reloaded: checked and reloaded then, and left alone without a reload.</param>
    public void AddHosts(GatewayTarget target, FileEdit edit, IReadOnlyList<SettingChange> settings, IReadOnlyList<NginxReading> nginx)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(nginx);
        _rootPath ??= target.RootPath;
        _edits.AddRange(edit.IsEmpty ? [] : [edit with { Path = PathHere(edit.Path) }]);
        _settings.AddRange(settings);
        _hostUsers.AddRange(nginx.Where(reading => !edit.IsEmpty || HostNameUsers.IsBehind(reading)));
    }

    /// <summary>The change.</summary>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="commandLine">The command as it was typed; secrets in it are masked here. Null when it is not known.</param>
    /// <param name="reload">True to have the programs take it up; those too of which nothing changes, and which have not loaded their files as they are.</param>
    /// <param name="force">True to change what is managed by something else, and without a program's word.</param>
    public ChangeRequest Build(string command, string? commandLine, bool reload, bool force)
    {
        bool isForeign = _rootPath is not null;
        bool isReloaded = reload && !isForeign;
        FpmReading[] behindFpm = isReloaded ? [.. _unchangedFpm.Where(reading => !_fpm.Contains(reading) && UnloadedFiles.Of(reading).Count > 0)] : [];
        NginxReading[] behindNginx = isReloaded ? [.. _unchangedNginx.Where(reading => !_nginx.Contains(reading) && UnloadedFiles.Of(reading).Count > 0)] : [];
        FpmReading[] fpm = [.. _fpm, .. behindFpm];
        NginxReading[] nginx = [.. _nginx, .. behindNginx, .. isReloaded ? _hostUsers : []];
        FpmReading[] reloadedFpm = isReloaded ? [.. ProgramActivations.Concerned(_fpm, _settings), .. behindFpm] : [];
        NginxReading[] reloadedNginx = isReloaded ? nginx : [];
        HashSet<string> fpmFiles = [.. _fpm.SelectMany(reading => reading.Configuration.Files).Select(file => PathHere(file.Path))];
        HashSet<string> nginxFiles = [.. _nginx.SelectMany(reading => reading.Configuration.Files).Select(file => PathHere(file.Path))];
        return new ChangeRequest(command, _edits)
        {
            CommandLine = commandLine is null ? null : SecretText.MaskCredentials(commandLine),
            Settings = _settings,
            Checks = isForeign ? [] : ProgramChecks.For(fpm, nginx, force),
            Activation = ProgramActivations.Join(ProgramActivations.For(reloadedFpm, reloadedNginx, _settings)),
            LoadedFiles = files => StagedReading.Files(fpm, nginx, files),
            Mask = ConfigurationMask.For(fpmFiles, nginxFiles),
            Notices = reload && isForeign ? [ProgramActivations.NothingBelow(_rootPath!)] : UnloadedFiles.Describe(reloadedFpm, reloadedNginx),
            FpmUnit = isForeign ? null : FpmUnit.Of(_fpm),
            Force = force,
            RootPath = _rootPath,
        };
    }

    // Below another root a path means another file here.
    private string PathHere(string path) => _rootPath is null ? path : Path.TrimEndingDirectorySeparator(_rootPath) + path;

    private void Add<TReading>(List<TReading> readings, TReading reading, FilesOfProgram files, IReadOnlyList<FileEdit> edits, IReadOnlyList<SettingChange> settings)
    {
        if (!readings.Contains(reading))
        {
            readings.Add(reading);
        }

        _rootPath ??= files.AreHere(edits.Select(edit => edit.Path)) ? null : files.RootPath;
        _edits.AddRange(edits.Select(edit => edit with { Path = PathHere(edit.Path) }));
        _settings.AddRange(settings);
    }
}
