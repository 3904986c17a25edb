namespace Nginx502.Diagnosis;

/// <summary>One way to disagree: evidence in, mismatches out. A rule looks at nothing but what it is given.</summary>
internal interface IAlignmentRule
{
    /// <summary>Judges an upstream and its pool; either may be missing.</summary>
    IEnumerable<AlignmentMismatch> Check(AlignmentPair pair);
}
