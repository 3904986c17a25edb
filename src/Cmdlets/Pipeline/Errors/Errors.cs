using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>
/// Every error that the cmdlets write: a stable id (public, never renamed), a category that fits, the failing thing as
/// target, and what to do next.
/// </summary>
internal static partial class Errors
{
    // The view of errors shows the recommended action since 7.5. Before, it can only be a part of what is shown.
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>What only root may see of the live system.</summary>
    public static ErrorRecord NotSeen(NotSeen gap) => Create("InsufficientPrivilege", ErrorCategory.PermissionDenied, gap.What, $"{gap.What}: {gap.Reason}.", gap.Remedy);

    public static ErrorRecord ConfirmationUnavailable(string command, Exception? cause = null) => Create(
        "ConfirmationUnavailable",
        ErrorCategory.InvalidOperation,
        command,
        $"{command} must ask before it acts, and nobody can answer here. Nothing was done.",
        "Run it where a person can answer, or give -Confirm:$false.",
        cause);

    /// <summary>An error record. Control characters in its message are escaped.</summary>
    public static ErrorRecord Create(string id, ErrorCategory category, object target, string problem, string recommendedAction, Exception? cause = null)
    {
        string message = SafeText.Escape($"{problem} {recommendedAction}");
        return Advise(new ErrorRecord(new InvalidOperationException(message, cause), id, category, target), problem, recommendedAction);
    }

    private static ErrorRecord Advise(ErrorRecord record, string problem, string recommendedAction)
    {
        string shown = ViewShowsAction ? problem : $"{problem} {recommendedAction}";
        record.ErrorDetails = new ErrorDetails(SafeText.Escape(shown)) { RecommendedAction = recommendedAction };
        return record;
    }
}
