using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Lets an nginx or a php-fpm go on that a signal stopped: its master and its workers, each held by its start.</summary>
internal static class StoppedProcesses
{
    /// <summary>Lets them go on.</summary>
    public static ActResult Continue(RecoveryStep step)
    {
        ProcessEntry[] all =
        [
            .. Of(step, FpmMasters.OfThisMachine.FindAll(), FpmMasters.OfThisMachine.Workers),
            .. Of(step, NginxMasters.OfThisMachine.FindAll(), NginxMasters.OfThisMachine.Workers),
        ];
        if (all.Length == 0)
        {
            return new ActResult($"The master of {step.Target} is not the one any more that was seen.");
        }

        ProcessEntry[] stopped = [.. all.Where(process => process.State == 'T')];
        return stopped.Length == 0
            ? new ActResult($"No process of {step.Target} is stopped any more.")
            : new ActResult(SignalAll(stopped));
    }

    private static IEnumerable<ProcessEntry> Of(RecoveryStep step, IReadOnlyList<RunningMaster> masters, Func<ProcessEntry, IReadOnlyList<ProcessEntry>> workers) =>
        masters.FirstOrDefault(master => master.IsTrusted && master.Process.ProcessId == step.ProcessId && master.Process.StartTicks == step.ProcessStartTicks) is { } master
            ? workers(master.Process).Prepend(master.Process)
            : [];

    private static string? SignalAll(ProcessEntry[] processes)
    {
        foreach (ProcessEntry process in processes)
        {
            using ProcessHandle? handle = ProcessHandle.Open(process.ProcessId, process.StartTicks, out string? problem);
            if (handle is null || !handle.Signal(ProcessSignal.Continue, out problem))
            {
                return problem + ".";
            }
        }

        return null;
    }
}
