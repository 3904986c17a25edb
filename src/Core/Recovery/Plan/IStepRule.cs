namespace Nginx502.Recovery;

/// <summary>Makes steps of a finding. A pure function: whether they can be done now is asked when they are.</summary>
internal interface IStepRule
{
    /// <summary>The steps that cure it; none when this rule has none for it.</summary>
    IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context);
}
