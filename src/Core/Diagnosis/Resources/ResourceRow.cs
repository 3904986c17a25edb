namespace Nginx502.Diagnosis;

/// <summary>Makes a result of what was counted.</summary>
/// <param name="facts">What it was counted in.</param>
internal sealed class ResourceRow(GatewayResourceFacts facts)
{
    /// <summary>A result.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="used">How much is used.</param>
    /// <param name="limit">How much there is; null for no limit.</param>
    /// <param name="unit">What both count; empty for a share of time, which is in <paramref name="used"/> then.</param>
    /// <param name="state">Whether that is enough.</param>
    /// <param name="explanation">What it means.</param>
    /// <param name="remedies">What can be done; taken where it is short or a note.</param>
    public GatewayResource Make(
        GatewayResourceKind kind, string subject, double? used, double? limit, string unit, GatewayResourceState state, string explanation, params Remedy[] remedies) => new()
        {
            Resource = kind,
            Subject = subject,
            State = state,
            Used = used,
            Limit = limit,
            Unit = unit,
            Share = unit.Length == 0 ? used : limit is > 0 && used is { } amount ? amount / limit : null,
            Explanation = explanation,
            Remedies = state >= GatewayResourceState.Note ? remedies : [],
            Time = facts.Time,
        };

    /// <summary>The state of a count that nears its limit.</summary>
    public static GatewayResourceState OfCount(double used, double? limit) => limit switch
    {
        null => GatewayResourceState.Fine,
        _ when used >= limit * ResourceThresholds.CountExhausted => GatewayResourceState.Exhausted,
        _ when used >= limit * ResourceThresholds.CountWarning => GatewayResourceState.Warning,
        _ => GatewayResourceState.Fine,
    };

    /// <summary>The program with its configuration where there are several of it.</summary>
    public string NameOf(string program, string configurationPath) =>
        facts.Processes.Where(process => process.Program == program).Select(process => process.ConfigurationPath)
            .Concat(facts.Groups.Where(group => group.Program == program).Select(group => group.ConfigurationPath))
            .Distinct(StringComparer.Ordinal).Count() > 1 ? $"{program} ({configurationPath})" : program;
}
