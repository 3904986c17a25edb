using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about recoveries.</summary>
internal static partial class Errors
{
    /// <summary>A recovery that had nothing to diagnose.</summary>
    public static ErrorRecord RecoveryWithoutDiagnosis(RecoveryResult result) => Create(
        "RecoveryWithoutDiagnosis",
        ErrorCategory.InvalidData,
        result,
        "The recovery found nothing wrong, or did not come to a diagnosis: there is no incident to report.",
        "Export-502Report without it tells of the machine as it is; -RecoveryResult adds the recovery.");

    /// <summary>A diagnosis that lost what it was made from, as on its way from another machine.</summary>
    public static ErrorRecord DiagnosisWithoutSnapshot(GatewayDiagnosis diagnosis) => Create(
        "DiagnosisWithoutSnapshot",
        ErrorCategory.InvalidArgument,
        diagnosis.ComputerName,
        $"The diagnosis of {diagnosis.ComputerName} came without what it was made from.",
        "Make the plan where the diagnosis is made: Get-502Diagnosis | Get-502RecoveryPlan. Saved snapshots: Get-502Diagnosis -Path FILE | Get-502RecoveryPlan.");

    /// <summary>A recovery that could not run at all.</summary>
    public static ErrorRecord RecoveryNotRun(ChangeFailure failure) => CreateOfLines(failure.Id, CategoryOf(failure), failure.Path ?? "recovery", failure.Problem, failure.Advice);

    /// <summary>A service that cannot be restarted from here.</summary>
    public static ErrorRecord ServiceNotRestarted(GatewayService service, string problem) => Create(
        "ServiceNotRestarted",
        ErrorCategory.InvalidOperation,
        service.Name,
        problem,
        "Nothing was done. Get-GatewayService shows how it stands.");

    /// <summary>A name that several services fit, where one is to be changed.</summary>
    public static ErrorRecord ServiceAmbiguous(string name, IEnumerable<GatewayService> services) => Create(
        "ServiceAmbiguous",
        ErrorCategory.InvalidArgument,
        name,
        $"'{SafeText.Escape(name)}' fits several services: {string.Join(", ", services.Select(service => service.Name))}. Nothing was done.",
        "Name one of them.");
}
