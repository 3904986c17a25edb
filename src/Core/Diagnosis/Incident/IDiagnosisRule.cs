namespace Nginx502.Diagnosis;

/// <summary>Finds one cause, or two that are told apart by one look.</summary>
internal interface IDiagnosisRule
{
    /// <summary>What is found in a snapshot.</summary>
    IEnumerable<Finding> Check(DiagnosisContext context);
}
