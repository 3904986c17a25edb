namespace Nginx502;

/// <summary>One thing that metrics are made of, and whether it could be looked at.</summary>
/// <param name="Name">Its name: <c>configuration</c>, <c>error_log</c>, <c>access_log</c>, <c>fpm</c>, <c>recovery</c>.</param>
/// <param name="Succeeded">True when it was looked at wholly.</param>
/// <param name="Problem">What was not seen and why, safe to show; null when all was.</param>
public sealed record MetricCollector(string Name, bool Succeeded, string? Problem)
{
    /// <summary>The name, and the problem where there is one.</summary>
    public override string ToString() => Problem is null ? Name : $"{Name}: {Problem}";
}
