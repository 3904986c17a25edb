using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Tells whether a plan that was made before still fits: this machine, a short while ago, the same files.</summary>
internal static class PlanFit
{
    private static readonly TimeSpan OldestPlan = TimeSpan.FromMinutes(5);

    /// <summary>Why it does not; null when it does.</summary>
    public static ChangeFailure? Explain(RecoveryPlan plan, DateTime now)
    {
        MachineIdentity here = MachineIdentity.Current;
        if (plan.Machine.MachineId != here.MachineId || plan.ComputerName != Environment.MachineName)
        {
            return new ChangeFailure(ChangeFailureReason.NotThisMachine, null, $"The plan is for {plan.ComputerName}, and this is {SafeText.Escape(Environment.MachineName)}.", "Make one here: Get-502RecoveryPlan.");
        }

        if (plan.Machine.BootId != here.BootId || now - plan.Time > OldestPlan)
        {
            return new ChangeFailure(
                ChangeFailureReason.PlanStale, null, $"The plan rests on what was seen at {plan.Time:yyyy-MM-dd HH:mm:ss}{(plan.Machine.BootId != here.BootId ? ", before the machine was started anew" : string.Empty)}: much may have changed since.", "Make a new one: Get-502RecoveryPlan | Invoke-502Recovery.");
        }

        PlannedFile[] files = [.. plan.Steps.SelectMany(step => step.Files).Distinct()];
        FileSetHash hashes = FileSetHash.Of(FileTree.Host, [.. files.Select(file => file.Path).Distinct()]);
        return files.FirstOrDefault(file => hashes.Hashes.GetValueOrDefault(file.Path) != file.Sha256) is { } changed
            ? new ChangeFailure(ChangeFailureReason.PlanStale, changed.Path, $"'{changed.Path}' was changed since the plan was made.", "See who works on it, and make a new plan: Get-502RecoveryPlan | Invoke-502Recovery.")
            : null;
    }
}
