using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Restarts and reloads nginx and php-fpm for a person: checked before, verified by answers, and told in the journal of recoveries, whose budget it counts for.</summary>
public static class GatewayServiceControl
{
    /// <summary>What a restart or a reload is; null when it cannot be.</summary>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="commandLine">The command as it was typed; null when it is not known.</param>
    /// <param name="service">The service.</param>
    /// <param name="isReload">True for a reload.</param>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="disruption">What a restart disturbs; null when nothing is.</param>
    /// <param name="problem">Why it cannot be, sentences; null when it can.</param>
    public static ChangeRequest? Request(
        string command, string? commandLine, GatewayService service, bool isReload, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, string? disruption, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(service);
        problem = null;
        if (!isReload)
        {
            ServiceOrder order = service.IsRunning ? ServiceOrder.Restart : ServiceOrder.Start;
            problem = ServiceManager.Refuse(service, order);
            return problem is null ? ServiceRequests.Order(command, commandLine, service, order, nginx, fpm, disruption, new ServiceManager(PrivateLibraries.Programs), !service.IsRunning && service.Orphans.Length > 0) : null;
        }

        if (service.Program != "nginx")
        {
            return ServiceRequests.ReloadFpm(command, commandLine, service, fpm, out problem);
        }

        NginxReading[] own = [.. ServiceRequests.OfService(service, nginx).Where(reading => reading.Instance.Master is not null)];
        problem = own.Length > 0 ? null : $"{service.Name} does not run, so that nothing can be reloaded: start it, by the same command without -Reload.";
        return problem is null ? ServiceRequests.ReloadNginx(command, commandLine, own) : null;
    }

    /// <summary>Does it. Never throws for what it meets: <see cref="GatewayChange.Failure"/> says why it was not done.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="service">The service.</param>
    /// <param name="isReload">True for a reload.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static GatewayChange Run(ChangeRequest request, GatewayService service, bool isReload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(service);
        var files = new ConfigurationTransaction();
        try
        {
            using RunJournal journal = RunJournal.Open(FileCalls.Kernel, StateFolder.DefaultRoot(), RuntimePlace.DefaultRoot(), request.Command, TimeSpan.FromSeconds(10), cancellationToken);
            RecoveryAction action = isReload ? service.Program == "nginx" ? RecoveryAction.ReloadNginx : RecoveryAction.ReloadFpm
                : service.IsRunning ? RecoveryAction.RestartService
                : RecoveryAction.StartService;
            journal.Append(new RunLine(journal.Run, RunEvent.Begin) { Command = request.Command, ProcessId = Environment.ProcessId, Boot = MachineIdentity.Current.BootId });
            journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = 1, Action = action, Target = service.Name });
            long start = Environment.TickCount64;
            GatewayChange change = files.Run(request, cancellationToken);
            bool isDone = change.Failure is null;

            // What its program's own check refused touched nothing, and is no act.
            RecoveryStepOutcome outcome = isDone ? RecoveryStepOutcome.Done : change.State == ChangeState.Refused || change.IsReloaded == false ? RecoveryStepOutcome.NotDone : RecoveryStepOutcome.Failed;
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = 1, Action = action, Target = service.Name, StepOutcome = outcome, Problem = change.Problem });
            journal.Append(new RunLine(journal.Run, RunEvent.End)
            {
                Command = request.Command,
                Outcome = outcome switch
                {
                    RecoveryStepOutcome.Done => RecoveryOutcome.Recovered,
                    RecoveryStepOutcome.NotDone => RecoveryOutcome.Declined,
                    _ => RecoveryOutcome.NotRecovered,
                },
                Summary = $"A person asked: {action} {service.Name}{outcome switch { RecoveryStepOutcome.Done => string.Empty, RecoveryStepOutcome.NotDone => " was refused", _ => " failed" }}",
                Seconds = TimeSpan.FromMilliseconds(Environment.TickCount64 - start).TotalSeconds,
            });
            if (isDone && new RecoveryGuard(journal.Lines, DateTimeOffset.Now).SpentUntil is { } until)
            {
                change.Warnings = [.. change.Warnings, $"Recoveries may act {RecoveryGuard.ActsAnHour} times an hour on a machine, and what a person does counts: one that nobody watches does nothing before {until.LocalDateTime:HH:mm:ss}. Resume-502Monitor -Reset has the acts forgotten."];
            }

            return change;
        }
        catch (ChangeException exception)
        {
            GatewayChange refused = files.Preview(request with { Activation = null }, cancellationToken);
            (refused.State, refused.Failure) = (ChangeState.Refused, exception.Failure);
            return refused;
        }
    }
}
