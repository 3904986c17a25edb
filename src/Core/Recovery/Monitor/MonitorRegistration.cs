using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Registers a monitor with systemd, or with cron where there is no systemd, and removes it without a trace. All of it is done, or nothing.</summary>
public sealed class MonitorRegistration
{
    private readonly MonitorSurroundings _here;
    private readonly MonitorFileStore _files;
    private readonly SystemdControl _systemd;
    private readonly NotifyList _notify;
    private readonly FpmRestarts _restarts;

    /// <summary>The registration of this machine.</summary>
    public MonitorRegistration()
        : this(MonitorSurroundings.OfThisMachine)
    {
    }

    internal MonitorRegistration(MonitorSurroundings here)
    {
        _here = here;
        _files = new MonitorFileStore(here.Calls);
        _systemd = new SystemdControl(here.Programs);
        _notify = new NotifyList(here.Calls, here.StatePath);
        _restarts = new FpmRestarts(here.UnitsPath);
    }

    private string ServicePath => Path.Combine(_here.UnitsPath, SystemdText.ServiceName);

    private string TimerPath => Path.Combine(_here.UnitsPath, SystemdText.TimerName);

    private string CronPath => Path.Combine(_here.CronPath, CronText.Name);

    /// <summary>How the monitor stands, and what came of its runs. Never throws for what it meets.</summary>
    /// <param name="cancellationToken">Ends the wait for systemctl.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RecoveryMonitor Read(CancellationToken cancellationToken = default) => new MonitorReading(_here).Read(cancellationToken);

    /// <summary>Looks what a registration would do, and whether it would be refused: nothing is written.</summary>
    /// <param name="settings">What it is to do.</param>
    /// <param name="services">nginx and php-fpm as services.</param>
    /// <param name="cancellationToken">Ends the wait for systemctl.</param>
    public MonitorChange Plan(MonitorSettings settings, IReadOnlyList<GatewayService> services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(services);
        MonitorNote note = MonitorNote.Of(settings, _notify.FilePath, _here.StatePath);
        return Guarded(() => (Refuse(note, settings) ?? ExplainCron(note)) is { } failure ? new MonitorChange { Failure = failure } : Plan(note, settings, FpmRestarts.Lacking(services), cancellationToken));
    }

    /// <summary>Looks what a removal would do: nothing is removed.</summary>
    public MonitorChange PlanRemoval() => Guarded(() =>
    {
        MonitorFileChange[] files =
        [
            .. new[] { TimerPath, ServicePath, CronPath }.Select(path => new MonitorFileChange(path, _files.Read(path), null)).Where(file => file.Before is not null),
            .. _restarts.Present().Select(path => new MonitorFileChange(path, OwnOrNull(path), null)).Where(file => file.Before is not null),
        ];
        bool hasTimer = _here.IsSystemd && files.Any(file => file.Path == TimerPath);
        return files.Length == 0
            ? new MonitorChange
            {
                Failure = new ChangeFailure(ChangeFailureReason.MonitorNotFound, null, "No monitor is registered on this machine.", "Register-502Monitor registers one."),
            }
            : new MonitorChange
            {
                IsRemoval = true,
                NotifyPath = _notify.Names().Length > 0 ? _notify.FilePath : null,
                IsTimerActive = hasTimer && MonitorReading.IsTimerActive(_systemd, CancellationToken.None),
                Files = files,
                Before = hasTimer ? [["disable", "--now", SystemdText.TimerName]] : [],
                After = _here.IsSystemd && files.Any(file => file.Path != CronPath) ? [["daemon-reload"]] : [],
                Warnings =
                [
                    $"Kept are the journal of runs and the evidence of incidents: {_here.StatePath}.",
                    .. _notify.Names().Length > 0 && IsIncidentOpen() ? ["An incident that people were told of goes on: nobody tells them when it is over."] : Array.Empty<string>(),
                ],
            };
    });

    /// <summary>Does it. Null when it is done; else why not: then all is as before.</summary>
    /// <param name="change">What <see cref="Plan(MonitorSettings, IReadOnlyList{GatewayService}, CancellationToken)"/> or <see cref="PlanRemoval"/> gave.</param>
    /// <param name="cancellationToken">Stops it; all is put back.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ChangeFailure? Make(MonitorChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        bool hasBegun = false;
        bool isDone = false;
        IReadOnlyList<NotificationTarget>? told = null;
        try
        {
            RequireRoot();
            hasBegun = true;
            Tell(change.Before, cancellationToken);
            if (!change.IsRemoval)
            {
                told = _notify.Targets();
                _notify.Write(change.Notify);
            }

            foreach (MonitorFileChange file in change.Files.Where(file => file.IsChanged))
            {
                Put(file.Path, file.After);
            }

            if (change.IsRemoval)
            {
                // Where systemd does not run, as in an image, nobody else takes it away.
                _files.RemoveLink(Path.Combine(_here.UnitsPath, "timers.target.wants", SystemdText.TimerName));
                told = _notify.Targets();
                _notify.Write([]);
            }

            Tell(change.After, cancellationToken);
            isDone = true;
            if (change.IsRemoval)
            {
                RuntimeRemains.Discard(_here.Calls, _here.RuntimePath);

                // What failed before is remembered by name; one that is not known is no failure.
                _ = _here.IsSystemd ? _systemd.Run(["reset-failed", SystemdText.ServiceName, SystemdText.TimerName], cancellationToken) : null;
            }

            return null;
        }
        catch (ChangeException exception)
        {
            return exception.Failure;
        }
        finally
        {
            if (hasBegun && !isDone)
            {
                PutBack(change, told);
            }
        }
    }

    private MonitorChange Plan(MonitorNote note, MonitorSettings settings, string[] lacking, CancellationToken cancellationToken)
    {
        List<MonitorFileChange> files = [];
        if (_here.IsSystemd)
        {
            files.Add(new MonitorFileChange(ServicePath, _files.Read(ServicePath), SystemdText.Service(note)));
            files.Add(new MonitorFileChange(TimerPath, _files.Read(TimerPath), SystemdText.Timer(note)));
            files.AddRange(settings.RestartsFpm ? lacking.Select(_restarts.PathOf).Select(path => new MonitorFileChange(path, _files.Read(path), SystemdText.Restart())) : []);
        }

        string? table = _files.Read(CronPath);
        string? wanted = _here.IsSystemd ? null : CronText.Table(note, _here.Logger, out _);
        if (table != wanted || wanted is not null)
        {
            files.Add(new MonitorFileChange(CronPath, table, wanted));
        }

        bool isActive = _here.IsSystemd && MonitorReading.IsTimerActive(_systemd, cancellationToken);
        bool isWanted = files.All(file => !file.IsChanged) && _notify.Holds(settings.Notify);
        bool isTimerNew = files.Exists(file => file.Path == TimerPath && file is { Before: not null, IsChanged: true });
        return new MonitorChange
        {
            Files = [.. files],
            IsUnchanged = isWanted && (isActive || !_here.IsSystemd),
            IsTimerActive = isActive,
            Notify = settings.Notify,
            NotifyPath = settings.Notify.Count > 0 ? _notify.FilePath : null,
            After = !_here.IsSystemd ? [] :
            [
                ["daemon-reload"],
                ["enable", "--now", SystemdText.TimerName],
                .. isTimerNew ? new string[][] { ["restart", SystemdText.TimerName] } : [],
            ],
            Warnings = [.. Warnings(note, settings, lacking, cancellationToken)],
        };
    }

    private IEnumerable<string> Warnings(MonitorNote note, MonitorSettings settings, string[] lacking, CancellationToken cancellationToken)
    {
        if (_here.IsSystemd && lacking.Length > 0 && !settings.RestartsFpm)
        {
            yield return $"{string.Join(", ", lacking)} {(lacking.Length == 1 ? "is" : "are")} not started again by systemd after a failure, which takes a second and beats any timer: the same command with -RestartFpm added has it so (a drop-in with Restart=on-failure).";
        }

        if (!settings.RestartsFpm && _restarts.Present().Select(OwnOrNull).Any(text => text is not null))
        {
            yield return "The drop-in of an earlier -RestartFpm stays: systemd goes on to start php-fpm again after a failure. Unregister-502Monitor takes it away.";
        }

        if (!_here.IsSystemd && settings.RestartsFpm)
        {
            yield return "-RestartFpm is for systemd, which does not run this machine: nothing starts php-fpm again but the monitor.";
        }

        if (!_here.IsSystemd && !_here.HasCron())
        {
            yield return "No cron daemon runs here: the entry is written, and nothing runs it until one does.";
        }

        if (settings.Notify.Count == 0 && _notify.Names() is { Length: > 0 } told)
        {
            yield return $"{string.Join(", ", told)} {(told.Length == 1 ? "was" : "were")} told until now; this registration names nobody with -Notify, and nobody is told any more.";
        }

        foreach (string obstacle in _here.Obstacles(settings.Notify))
        {
            yield return $"{obstacle} Until that is mended nobody is told that way; Send-502Notification tries it.";
        }

        foreach (string failing in _here.Failing(settings, cancellationToken))
        {
            yield return $"Of what the monitor is to look at this fails now, and each run will say so: {failing.TrimEnd('.')}.";
        }

        if (note.Uri.Length == 0)
        {
            yield return "No site was given: endpoints of php-fpm are asked, and whether a site answers is not looked at. Register-502Monitor -Uri https://shop.example/ has that looked at too.";
        }
    }

    private ChangeFailure? Refuse(MonitorNote note, MonitorSettings settings)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return NotRoot();
        }

        if (!note.HostProgram.StartsWith('/') || !MonitorCommand.CanRun(note.HostProgram) || !note.HostProgram.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._+-".Contains(letter, StringComparison.Ordinal)))
        {
            return new ChangeFailure(
                ChangeFailureReason.HostProgramUnknown, note.HostProgram, $"'{SafeText.Escape(note.HostProgram)}' is no program that a monitor can run: pwsh and nginx502 are, by a full path of plain letters.", "Name one: -HostProgram /usr/bin/pwsh.");
        }

        if (settings.Sites.FirstOrDefault(site => site.UserInfo.Length > 0) is { } secret)
        {
            return new ChangeFailure(ChangeFailureReason.MonitorNotPossible, secret.Host, $"The address of {SafeText.Escape(secret.Host)} has a password in it, which everybody could read in the unit.", "Give it without.");
        }

        return _here.Weakness(note) is { } weak
            ? new ChangeFailure(
                ChangeFailureReason.ModuleNotTrusted,
                weak,
                $"'{SafeText.Escape(weak)}' {(Path.Exists(weak) ? "can be changed by others than root: whoever can would run anything as root, each minute" : "is not there")}.",
                Path.Exists(weak)
                    ? $"Install the module and its program where root alone can write (Install-Module -Scope AllUsers, /opt), or close it: {MonitorTrust.Closing(note, weak)}."
                    : "Install the module and its program anew, or name the program that is there with -HostProgram.")
            : null;
    }

    private ChangeFailure? ExplainCron(MonitorNote note)
    {
        if (_here.IsSystemd)
        {
            return null;
        }

        if (!Directory.Exists(_here.CronPath))
        {
            return new ChangeFailure(ChangeFailureReason.MonitorNotPossible, _here.CronPath, $"Neither systemd nor cron runs things on this machine: there is no '{_here.CronPath}'.", "Install cron, or run the recovery from what runs things here: Get-Help Invoke-502Recovery has the line.");
        }

        return CronText.Table(note, _here.Logger, out string? problem) is null ? new ChangeFailure(ChangeFailureReason.MonitorNotPossible, _here.CronPath, problem!, "Give what cron can do.") : null;
    }

    private void RequireRoot()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new ChangeException(NotRoot());
        }
    }

    private static ChangeFailure NotRoot() => new(ChangeFailureReason.InsufficientPrivilege, null, "Only root registers or removes a monitor, which runs as root.", "Run it as root.");

    private void Tell(string[][] commands, CancellationToken cancellationToken)
    {
        foreach (string[] command in commands)
        {
            if (_systemd.Run(command, cancellationToken) is { } problem)
            {
                throw new ChangeException(new ChangeFailure(ChangeFailureReason.MonitorCommandFailed, null, problem, "See whether systemd itself is well: systemctl is-system-running. All is as before."));
            }
        }
    }

    private void Put(string path, string? content)
    {
        if (content is null)
        {
            _files.Remove(path);
        }
        else
        {
            _files.Write(path, content);
        }
    }

    // What keeps one thing from being put back keeps no other; the first failure of the change itself is told.
    private void PutBack(MonitorChange change, IReadOnlyList<NotificationTarget>? told)
    {
        bool hadTimer = change.Files.Any(file => file is { Before: not null } && file.Path == TimerPath);
        if (_here.IsSystemd && !hadTimer)
        {
            _ = _systemd.Run(["disable", "--now", SystemdText.TimerName], CancellationToken.None);
        }

        foreach (MonitorFileChange file in change.Files.Where(file => file.IsChanged).Reverse())
        {
            Attempt(() => Put(file.Path, file.Before));
        }

        if (told is not null)
        {
            Attempt(() => _notify.Write(told));
        }

        if (_here.IsSystemd)
        {
            _ = _systemd.Run(["daemon-reload"], CancellationToken.None);
            _ = change.IsTimerActive ? _systemd.Run(["enable", "--now", SystemdText.TimerName], CancellationToken.None) : null;
        }
    }

    private static void Attempt(Action act)
    {
        try
        {
            act();
        }
        catch (ChangeException)
        {
            // It stays as it is.
        }
    }

    // What cannot be read keeps nobody from removing the monitor.
    private bool IsIncidentOpen()
    {
        try
        {
            return new NotificationStateFile(_here.Calls, _here.StatePath, _here.RuntimePath).Read().IsOpen;
        }
        catch (ChangeException)
        {
            return false;
        }
    }

    // Another's drop-in of that name is left alone when ours are removed.
    private string? OwnOrNull(string path)
    {
        try
        {
            return _files.Read(path);
        }
        catch (ChangeException exception) when (exception.Failure.Reason == ChangeFailureReason.ForeignFile)
        {
            return null;
        }
    }

    private static MonitorChange Guarded(Func<MonitorChange> plan)
    {
        try
        {
            return plan();
        }
        catch (ChangeException exception)
        {
            return new MonitorChange { Failure = exception.Failure };
        }
    }
}
