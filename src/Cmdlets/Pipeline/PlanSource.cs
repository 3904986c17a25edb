using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>What a plan is made from, where a diagnosis is given.</summary>
internal static class PlanSource
{
    /// <summary>The snapshot of a diagnosis; null after an error when it came without.</summary>
    public static GatewaySnapshot? SnapshotOf(PSCmdlet cmdlet, GatewayDiagnosis diagnosis)
    {
        GatewaySnapshot? snapshot = diagnosis.GetSnapshot();
        if (snapshot is null)
        {
            cmdlet.WriteError(Errors.DiagnosisWithoutSnapshot(diagnosis));
        }

        return snapshot;
    }

    /// <summary>True when a snapshot is of this machine as it runs.</summary>
    public static bool IsHere(GatewaySnapshot snapshot) =>
        snapshot.RootPath is null && snapshot.Machine == MachineIdentity.Current && snapshot.ComputerName == Environment.MachineName;
}
