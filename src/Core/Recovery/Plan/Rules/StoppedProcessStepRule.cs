using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>Processes that a signal stopped go on.</summary>
internal sealed class StoppedProcessStepRule : IStepRule
{
    private static readonly char[] Stopped = ['T'];

    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        foreach (GatewayService service in context.Diagnosis.Services.Where(service => IsStopped(finding, service, context)))
        {
            int[] workers = service.Program == "nginx" ? service.StoppedWorkers :
            [
                .. context.Diagnosis.Endpoints.Where(endpoint => endpoint.Service == service).SelectMany(endpoint => endpoint.Status?.Workers ?? [])
                    .Where(worker => worker.KernelState == ProcessState.Stopped).Select(worker => worker.ProcessId).Distinct(),
            ];
            bool isMaster = Stopped.Contains(service.ProcessState ?? ' ');
            if (!isMaster && workers.Length == 0)
            {
                continue;
            }

            string[] all = [.. (isMaster ? workers.Prepend(service.ProcessId!.Value) : workers).Select(id => id.ToString(CultureInfo.InvariantCulture))];
            yield return new RecoveryStep
            {
                Action = RecoveryAction.ContinueProcess,
                Target = service.Name,
                Service = service.Name,
                Cause = finding.Cause,
                Reason = "A signal stopped these processes; they take no request until they are let go on.",
                Command = $"kill -CONT {string.Join(' ', all)}",
                RestsOn = [$"kernel: {(isMaster ? "the master and " : string.Empty)}{workers.Length} workers of {service.Name} are in state T"],
                IsAllowedAlone = true,
                Endpoint = finding.Endpoint,
                Pool = finding.Pool,
                ConfigurationPath = finding.ConfigurationPath,
                ProcessId = service.ProcessId,
                ProcessStartTicks = service.ProcessStartTicks,
            };
        }
    }

    private static bool IsStopped(Finding finding, GatewayService service, PlanContext context) => finding.Cause switch
    {
        Cause.FpmStuck => service is { Program: "php-fpm", IsRunning: true } && (context.ServiceOf(finding) is not { } own || service == own),
        Cause.NginxStuck => service is { Program: "nginx", IsRunning: true, AreAllWorkersStopped: true },
        _ => false,
    };
}
