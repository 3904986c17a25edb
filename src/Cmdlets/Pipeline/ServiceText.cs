namespace Nginx502.Pipeline;

/// <summary>What is shown before a service is restarted or reloaded.</summary>
internal static class ServiceText
{
    /// <summary>Lines: what its own check says, what is disturbed, and what else it takes up.</summary>
    public static string Describe(GatewayService service, GatewayChange planned, IReadOnlyList<string> notices) => string.Join('\n', new[]
    {
        planned.Check is { Passed: true } ? $"{service.Program} accepts its configuration as it is now." : null,
        planned.Disruption ?? "Nothing is disturbed.",
    }.Concat(notices).Concat(planned.Warnings).OfType<string>());
}
