using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Judges what a machine uses of all that it can run out of. A pure function: the same facts give the same answer, wherever they were collected.</summary>
public static class ResourceJudgement
{
    /// <summary>A result for each thing that was counted, the worst first; in the order of <see cref="GatewayResourceKind"/> among those that stand alike.</summary>
    public static IReadOnlyList<GatewayResource> Judge(GatewayResourceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var row = new ResourceRow(facts);
        GatewayResource[] all =
        [
            .. MemoryRules.Judge(facts, row),
            .. PressureRules.Judge(facts, row),
            .. FileSystemRules.Judge(facts, row),
            .. ProcessRules.Judge(facts, row),
            .. NetworkRules.Judge(facts, row),
            .. facts.Unseen.Select(gap => Unseen(gap, facts)),
        ];
        return [.. all.OrderByDescending(resource => resource.State).ThenBy(resource => resource.Resource).ThenByDescending(resource => resource.Share ?? 0)];
    }

    private static GatewayResource Unseen(UnseenResource gap, GatewayResourceFacts facts) => new()
    {
        Resource = gap.Resource,
        Subject = gap.Subject,
        State = GatewayResourceState.NotSeen,
        Explanation = gap.NotSeen.ToString(),
        Time = facts.Time,
    };
}
