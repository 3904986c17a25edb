using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>The four phases of the common guide to a 502: a pure function of what was seen, made of the judgements of the single rooms.</summary>
public static class Checklist
{
    private static readonly IChecklistCheck[] Checks =
    [
        new NginxStatusCheck(),
        new FpmStatusCheck(),
        new NginxLogCheck(),
        new FpmLogCheck(),
        new CommunicationCheck(),
        new SocketExistenceCheck(),
        new SocketPermissionCheck(),
        new TimeoutCheck(),
        new NginxSyntaxCheck(),
        new FpmSyntaxCheck(),
        new MemoryCheck(),
        new PoolMemoryCheck(),
        new DiskSpaceCheck(),
        new InodeCheck(),
        new ProcessCountCheck(),
        new ProcessLimitCheck(),
        new OpenFileCheck(),
        new FirewallCheck(),
        new NginxListeningCheck(),
        new FpmListeningCheck(),
        new NameCheck(),
    ];

    /// <summary>Goes through some phases, in their order.</summary>
    /// <param name="facts">What was seen.</param>
    /// <param name="phases">The phases; none for all.</param>
    public static IReadOnlyList<ChecklistItem> Examine(ChecklistFacts facts, params ChecklistPhase[] phases)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(phases);
        var context = new ChecklistContext(facts);
        return [.. Checks.Where(check => phases.Length == 0 || phases.Contains(check.Phase)).SelectMany(check => check.Check(context))];
    }
}
