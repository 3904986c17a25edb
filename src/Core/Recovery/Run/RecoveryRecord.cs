namespace Nginx502;

/// <summary>What is kept of recoveries on this machine.</summary>
/// <param name="Runs">The runs, the oldest first.</param>
/// <param name="Budget">How often was acted of late, and how often it may be; null when that could not be read.</param>
/// <param name="Suspension">The suspension that lasts; null when there is none.</param>
/// <param name="Failure">Why it could not be read; null when it could.</param>
public sealed record RecoveryRecord(RecordedRun[] Runs, RecoveryBudget? Budget, RecoverySuspension? Suspension, ChangeFailure? Failure);
