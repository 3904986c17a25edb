using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Does steps, through the two doors: files by the transaction, services by their manager. Everything that a step rests on is looked at anew: a plan tells what was, not
/// what is.
/// </summary>
/// <param name="command">The cmdlet that asks.</param>
/// <param name="commandLine">The command as it was typed; null when there is none.</param>
/// <param name="target">Which nginx and php-fpm are meant.</param>
/// <param name="statePath">The directory of the state.</param>
internal sealed class StepActs(string command, string? commandLine, GatewayTarget target, string statePath)
{
    private readonly ConfigurationTransaction _files = new(statePath);
    private readonly ServiceManager _manager = new(PrivateLibraries.Programs);

    /// <summary>Does a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isUnattended">True when nobody watches: then nothing is reloaded that somebody else changed, and nothing is started that somebody stopped meanwhile.</param>
    /// <param name="isAllowed">True when a person allowed this action beforehand: then what is stopped is started too. What somebody else changed is looked at by a person all the same.</param>
    /// <param name="cancellationToken">Stops it; what was changed is put back.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ActResult Do(RecoveryStep step, bool isUnattended, bool isAllowed, CancellationToken cancellationToken) => step.Action switch
    {
        RecoveryAction.ContinueProcess => StoppedProcesses.Continue(step),
        RecoveryAction.CreateRuntimeDirectory => RuntimeDirectory.Create(step.Target, cancellationToken),
        _ => DoByFilesOrServices(step, isUnattended, isAllowed, cancellationToken),
    };

    /// <summary>The change that a step would make; null for one that is no change of files and no order to a service.</summary>
    /// <param name="step">The step.</param>
    /// <param name="files">The files that it makes programs read, with their hashes.</param>
    /// <param name="problem">Why it cannot be made, a sentence; null when it can.</param>
    /// <param name="notAlone">What a person looks at first, a sentence; null when nobody has to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public GatewayChange? Preview(RecoveryStep step, out PlannedFile[] files, out string? problem, out string? notAlone, CancellationToken cancellationToken)
    {
        (files, problem, notAlone) = ([], null, null);
        if (step.Action is RecoveryAction.ContinueProcess or RecoveryAction.CreateRuntimeDirectory)
        {
            return null;
        }

        if (step.Action == RecoveryAction.RestoreConfiguration)
        {
            return _files.PreviewRestore(Restoring(step), cancellationToken);
        }

        if (RequestOf(step, mayStartStopped: true, cancellationToken, out problem) is not { } request)
        {
            return null;
        }

        notAlone = NotAlone(step, request);
        files = [.. FileSetHash.Of(FileTree.Host, request.LoadedFiles([])).Hashes.Where(file => file.Value is not null).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new PlannedFile(SafeText.Escape(file.Key), file.Value!))];
        return _files.Preview(request, cancellationToken);
    }

    private ActResult DoByFilesOrServices(RecoveryStep step, bool isUnattended, bool isAllowed, CancellationToken cancellationToken)
    {
        if (step.Action == RecoveryAction.RestoreConfiguration)
        {
            return Outcome(step, _files.Restore(Restoring(step), cancellationToken));
        }

        ChangeRequest? request = RequestOf(step, mayStartStopped: !isUnattended || isAllowed, cancellationToken, out string? problem);
        if (request is null)
        {
            return new ActResult(problem);
        }

        return isUnattended && NotAlone(step, request) is { } reason ? new ActResult(reason) { IsRefused = true } : Outcome(step, _files.Run(request, cancellationToken));
    }

    // What somebody else changed since the last load is taken up by a reload, too.
    private string? NotAlone(RecoveryStep step, ChangeRequest request)
    {
        string? notice = request.Notices.Count > 0 && step.Action is not RecoveryAction.StartService ? request.Notices[0]
            : OppositeChanges.Of(request.Settings, request.RootPath, new ChangeJournal(statePath).Read().Changes, DateTime.Now).Select(opposite => opposite.Notice).FirstOrDefault();
        return notice is null ? null : $"{notice} A person looks at that first.";
    }

    // Programs take a change back up only if the step had them take it up: that is nginx, redirected, and no step after that reloads it once more.
    private ActResult Outcome(RecoveryStep step, GatewayChange change)
    {
        if (change.Failure is { } failure)
        {
            return new ActResult($"{failure.Problem} {failure.Advice}");
        }

        return change.Id is { } id && change.State == ChangeState.Committed
            ? new ActResult(null, id, () => _files.Restore(GatewayRestore.Build(new RestoreRequest(command, id), Readings().Nginx, Readings().Fpm, reload: step.Action == RecoveryAction.RedirectNginx)).Failure?.Problem)
            : new ActResult(null);
    }

    private RestoreRequest Restoring(RecoveryStep step)
    {
        (IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) = Readings();
        return GatewayRestore.Build(new RestoreRequest(command, step.ChangeId) { CommandLine = commandLine }, nginx, fpm, reload: false);
    }

    private ChangeRequest? RequestOf(RecoveryStep step, bool mayStartStopped, CancellationToken cancellationToken, out string? problem)
    {
        (IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) = Readings();
        problem = null;
        switch (step.Action)
        {
            case RecoveryAction.RepairSocketPermission or RecoveryAction.RedirectNginx:
                FpmReading? reading = fpm.FirstOrDefault(reading => reading.Configuration.Pools.Any(pool => IsOf(pool, step)));
                if (reading is null)
                {
                    problem = $"There is no pool {step.Pool} of {step.ConfigurationPath} any more.";
                    return null;
                }

                FpmPool pool = reading.Configuration.Pools.First(pool => IsOf(pool, step));
                GatewayConfiguration gateway = GatewayCollector.Collect(nginx, fpm, cancellationToken);
                return step.Action == RecoveryAction.RepairSocketPermission ? Repair(nginx, reading, gateway, pool, out problem) : Redirect(nginx, reading, gateway, pool, out problem);
            case RecoveryAction.ReloadNginx:
                return ServiceRequests.ReloadNginx(command, commandLine, [.. nginx.Where(running => running.Instance.Master is not null)]);
            default:
                return OfService(step, nginx, fpm, mayStartStopped, cancellationToken, out problem);
        }
    }

    private ChangeRequest? OfService(RecoveryStep step, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, bool mayStartStopped, CancellationToken cancellationToken, out string? problem)
    {
        problem = null;
        GatewayService? service = ServiceJudgement.Judge(GatewayServiceCollector.Collect(target, out _, cancellationToken)).FirstOrDefault(service => service.Name == step.Service);
        if (service is null)
        {
            problem = $"There is no service {step.Service} any more.";
        }
        else if (step.Action == RecoveryAction.StartService && service.IsRunning)
        {
            problem = $"{service.Name} runs by now, as process {service.ProcessId}.";
        }
        else if (step.Action == RecoveryAction.RestartService && !service.IsRunning)
        {
            problem = $"{service.Name} does not run any more: somebody may have stopped it meanwhile.";
        }
        else if (!mayStartStopped && step.Action == RecoveryAction.StartService && ServiceSteps.NotAlone(service, step.Cause) is { } reason)
        {
            problem = $"{service.Name}: {reason}";
        }
        else if (step.Action == RecoveryAction.ReloadFpm)
        {
            return ServiceRequests.ReloadFpm(command, commandLine, service, fpm, out problem);
        }
        else
        {
            return ServiceRequests.Order(
                command, commandLine, service, step.Action == RecoveryAction.RestartService ? ServiceOrder.Restart : ServiceOrder.Start, nginx, fpm, step.Disruption, _manager, step.Action == RecoveryAction.ReplaceOrphans);
        }

        return null;
    }

    private ChangeRequest? Repair(IReadOnlyList<NginxReading> nginx, FpmReading fpm, GatewayConfiguration gateway, FpmPool pool, out string? problem)
    {
        SocketRepairPlan plan = SocketRepair.Plan(nginx, fpm, gateway, pool);
        problem = plan.Problems.Count > 0 ? string.Join(' ', plan.Problems) : plan.IsEmpty ? "Its lines and its socket let nginx's worker in already." : null;
        return problem is null ? plan.Build(command, commandLine, reload: false, force: false) : null;
    }

    private ChangeRequest? Redirect(IReadOnlyList<NginxReading> nginx, FpmReading fpm, GatewayConfiguration gateway, FpmPool pool, out string? problem)
    {
        EndpointSyncPlan plan = EndpointSync.Plan(new EndpointSyncRequest(nginx, fpm, gateway, pool, pool.Endpoint is { IsUnixSocket: false } ? EndpointTransport.Tcp : EndpointTransport.UnixSocket) { Endpoint = pool.Endpoint });
        problem = plan.Problems.Count > 0 ? string.Join(' ', plan.Problems) : plan.Change.IsEmpty ? "nginx leads there already." : null;
        return problem is null ? plan.Change.Build(command, commandLine, reload: true, force: false) : null;
    }

    private static bool IsOf(FpmPool pool, RecoveryStep step) => pool.Pool == step.Pool && pool.ConfigurationPath == step.ConfigurationPath;

    private (IReadOnlyList<NginxReading> Nginx, IReadOnlyList<FpmReading> Fpm) Readings() => (GatewayReader.ReadNginx(target).Readings, GatewayReader.ReadFpm(target).Readings);
}
