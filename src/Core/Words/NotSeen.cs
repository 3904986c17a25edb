namespace Nginx502;

/// <summary>What could not be looked at, so that a result has a gap and says so. Its texts are safe to show.</summary>
/// <param name="What">What was not seen: "the groups of nginx's worker".</param>
/// <param name="Reason">Why: "only root may read them".</param>
/// <param name="Remedy">What makes it seen: "Run it as root."</param>
public sealed record NotSeen(string What, string Reason, string Remedy)
{
    /// <summary>What makes seen what was not done in time.</summary>
    internal const string Longer = "Give it longer (-Timeout), or look at it by its own cmdlet.";

    /// <summary>What makes something of a process seen. From root it is hidden where the process has ended meanwhile, and in containers that keep rights from root.</summary>
    internal static string AsRoot => Environment.IsPrivilegedProcess ? "Look again, in case it ended meanwhile; a container may keep it from root." : "Run it as root.";

    /// <summary>All three in one line.</summary>
    public override string ToString() => $"{What}: {Reason}. {Remedy}";
}
