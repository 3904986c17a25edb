using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about loads.</summary>
internal static partial class Errors
{
    /// <summary>A target that gets no load.</summary>
    public static ErrorRecord LoadRefused(LoadRefusal refusal) => refusal.Reason switch
    {
        LoadRefusalReason.NotThisMachine => Create(
            "TargetNotThisMachine", ErrorCategory.PermissionDenied, refusal.Target, refusal.Message, "Nothing was sent. Run it on the machine itself; -AllowRemote is for a machine that you answer for."),
        LoadRefusalReason.NotListening => Create("SiteNotListening", ErrorCategory.ConnectionError, refusal.Target, refusal.Message, "Get-GatewayService shows whether nginx runs; name the port in the URI."),
        LoadRefusalReason.BalancerOnly => Create("SiteBehindBalancer", ErrorCategory.ConnectionError, refusal.Target, refusal.Message, "Name a port on which it takes requests of visitors."),
        LoadRefusalReason.PathTooLong => Create("FastCgiPathTooLong", ErrorCategory.InvalidArgument, refusal.Target, refusal.Message, "Choose a shorter path for listen."),
        _ => Create("TargetNotResolved", ErrorCategory.ObjectNotFound, refusal.Target, refusal.Message, "Check the name. A site of this machine needs no name that leads anywhere: its server_name is enough."),
    };

    /// <summary>A pool without a ping page, and no script.</summary>
    public static ErrorRecord LoadScriptNotGiven(FpmEndpoint endpoint) => Create(
        "LoadScriptNotGiven",
        ErrorCategory.InvalidArgument,
        endpoint,
        $"No script is named for {endpoint}, and no running pool with a ping page is known there.",
        "Name a script with -ScriptPath, or set ping.path of the pool.");

    /// <summary>A kernel that does not let it.</summary>
    public static ErrorRecord LoadNotPossible(LoadTarget target, IOException failure) => Create(
        "LoadNotPossible", ErrorCategory.ResourceUnavailable, target.Name, failure.Message, "Look at the limits of open files of this process: ulimit -n.", failure);
}
