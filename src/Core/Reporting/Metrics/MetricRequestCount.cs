namespace Nginx502;

/// <summary>Requests in the access logs since the counting began.</summary>
/// <param name="CodeClass">The class of what visitors got: <c>2xx</c>, <c>5xx</c>; <c>other</c> for a line without a code.</param>
/// <param name="Count">How many.</param>
public sealed record MetricRequestCount(string CodeClass, long Count)
{
    /// <summary>Class and count.</summary>
    public override string ToString() => $"{CodeClass} {Count}";
}
