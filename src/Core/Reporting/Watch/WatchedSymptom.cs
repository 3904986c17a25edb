namespace Nginx502;

/// <summary>The errors of one symptom within a stretch of watching.</summary>
/// <param name="Symptom">The symptom.</param>
/// <param name="Count">How many came in the stretch.</param>
/// <param name="PerSecond">How many a second that is.</param>
public sealed record WatchedSymptom(Symptom Symptom, long Count, double PerSecond)
{
    /// <summary>The symptom and its count.</summary>
    public override string ToString() => $"{Symptom} {Count}";
}
