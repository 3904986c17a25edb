using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Lets a php-fpm go on that a signal stopped: its master and its workers, each held by its start.</summary>
internal static class StoppedProcesses
{
    /// <summary>Lets them go on.</summary>
    public static ActResult Continue(RecoveryStep step)
    {
        if (step is not { ProcessId: { } id, ProcessStartTicks: { } ticks } || FpmMasters.OfThisMachine.FindAll().FirstOrDefault(master => master.IsTrusted && master.Process.ProcessId == id && master.Process.StartTicks == ticks) is not { } master)
        {
            return new ActResult($"The master of {step.Target} is not the one any more that was seen.");
        }

        ProcessEntry[] stopped = [.. FpmMasters.OfThisMachine.Workers(master.Process).Prepend(master.Process).Where(process => process.State == 'T')];
        return stopped.Length == 0
            ? new ActResult($"No process of {step.Target} is stopped any more.")
            : new ActResult(SignalAll(stopped));
    }

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
