using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about changes that were not made.</summary>
internal static partial class Errors
{
    /// <summary>Values that break rules of php-fpm: all rules at once.</summary>
    public static ErrorRecord PoolRulesBroken(string pool, IReadOnlyList<FpmBrokenRule> rules) => Create(
        "PoolRulesBroken",
        ErrorCategory.InvalidArgument,
        pool,
        $"php-fpm would refuse this for {pool}: {string.Join("; ", rules.Select(rule => rule.Message))}. Nothing was changed.",
        string.Join(' ', rules.Select(rule => rule.Advice).OfType<string>().Distinct()));

    /// <summary>A change that was not made, or was put back.</summary>
    public static ErrorRecord ChangeNotMade(ChangeFailure failure, ChangeCheck? check)
    {
        string said = failure.Reason == ChangeFailureReason.CheckFailed && check is not null
            ? " " + string.Join(' ', check.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error).Select(diagnostic => diagnostic + "."))
            : string.Empty;
        string snippet = failure.Snippet is { } text ? "\n" + text.TrimEnd('\n') : string.Empty;
        return CreateOfLines(failure.Id, CategoryOf(failure), failure.Path ?? "change", failure.Problem + said + snippet, failure.Advice);
    }

    /// <summary>A port that was not opened in the firewall.</summary>
    public static ErrorRecord FirewallNotChanged(int port, ChangeFailure failure) => Create(failure.Id, CategoryOf(failure), port, failure.Problem, failure.Advice);

    public static ErrorRecord SourceInvalid(string text) => Create(
        "SourceInvalid",
        ErrorCategory.InvalidArgument,
        text,
        $"'{text}' is no address.",
        $"Give {FirewallSource.AcceptedForms}.");

    public static ErrorRecord EndpointNotSynced(string pool, IReadOnlyList<string> problems) => Create(
        "EndpointNotSynced",
        ErrorCategory.InvalidOperation,
        pool,
        string.Join(' ', problems),
        "Nothing was changed. Test-FpmAlignment shows both sides.");

    public static ErrorRecord SocketNotRepaired(string pool, IReadOnlyList<string> problems) => Create(
        "SocketNotRepaired",
        ErrorCategory.InvalidOperation,
        pool,
        string.Join(' ', problems),
        "Nothing was changed. Test-FpmAlignment shows what keeps nginx out.");

    public static ErrorRecord EditImpossible(string target, IReadOnlyList<ConfigurationDiagnostic> problems) => Create(
        "EditImpossible",
        ErrorCategory.InvalidArgument,
        target,
        $"{string.Join("; ", problems)}. Nothing was changed.",
        string.Join(' ', problems.Select(problem => problem.Advice).OfType<string>().Distinct()));

    /// <summary>An edit of a file, a block or a group that others use too.</summary>
    public static ErrorRecord SharedConfiguration(string target, string path, IReadOnlyList<NginxUpstream> others) => Create(
        "SharedConfiguration",
        ErrorCategory.InvalidOperation,
        path,
        $"'{path}' is used by others too: the change for {target} would also change {string.Join(", ", others.Take(5).Select(other => $"{other.Server} {other.Location}"))}{(others.Count > 5 ? $" and {others.Count - 5} more" : string.Empty)}. Nothing was changed.",
        "-Force changes it for all of them. For this one alone, write the directive into its own block.");

    /// <summary>What was piped is of another root than the cmdlet works on.</summary>
    /// <param name="name">What was piped.</param>
    /// <param name="from">Where it was read; null for this machine.</param>
    /// <param name="wanted">What the cmdlet works on; null for this machine.</param>
    /// <param name="hasRoot">True when it can work on a copy of a server.</param>
    public static ErrorRecord NotThisMachine(string name, string? from, string? wanted, bool hasRoot) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        name,
        $"'{name}' was read {(from is null ? "on this machine" : $"below '{from}'")}, and this command works {(wanted is null ? "on this machine" : $"below '{wanted}'")}. Nothing was changed.",
        from is null ? "Leave -RootPath out, or read it there."
            : hasRoot ? $"Give -RootPath {PasteText.PowerShellArgument(from)} to work there."
            : "Read it on this machine, without -RootPath.");

    /// <summary>Something was piped that names no pool and no endpoint, and is no upstream of this session.</summary>
    public static ErrorRecord PipedObjectUnsuitable(PSObject piped) => Create(
        "PipedObjectUnsuitable",
        ErrorCategory.InvalidArgument,
        piped,
        $"What was piped ({SafeText.Escape(piped.TypeNames.Count > 0 ? piped.TypeNames[0] : string.Empty)}) names no pool and no endpoint, and is no upstream of this session. Nothing was changed.",
        "Pipe what Get-NginxUpstream or Get-FpmPool gives, as it is: a copy, as of Select-Object or a job, is not taken.");

    /// <summary>What came out of a remote session or a job: nothing tells any more of which machine it is.</summary>
    public static ErrorRecord ObjectTravelled(string name, string command) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        name,
        $"What was piped, {name}, came through a remote session or a job: it is a mere copy, and may be of another machine. Nothing was changed.",
        $"Get it and change it in one place: Invoke-Command -ScriptBlock {{ … | {command} … }}.");

    public static ErrorRecord ChangeNotFound(int id) => Create(
        "ChangeNotFound",
        ErrorCategory.ObjectNotFound,
        id,
        $"There is no change {id}.",
        "Get-GatewayChange without an argument lists all.");

    public static ErrorRecord NothingToChange(string command, string example) => Create(
        "NothingToChange",
        ErrorCategory.InvalidArgument,
        command,
        "No setting was given to change.",
        $"Give at least one, such as {example}.");

    /// <summary>An entry of the hosts file that was neither added nor removed.</summary>
    public static ErrorRecord HostEntryRefused(string name, HostEntryRefusal refusal) => Create(
        refusal.Reason.ToString(),
        refusal.Reason switch
        {
            HostEntryRefusalReason.HostEntryNotFound or HostEntryRefusalReason.HostsFileNotReadable => ErrorCategory.ObjectNotFound,
            HostEntryRefusalReason.HostEntryConflict => ErrorCategory.ResourceExists,
            HostEntryRefusalReason.HostEntryNotOurs or HostEntryRefusalReason.ManagedFile => ErrorCategory.InvalidOperation,
            _ => ErrorCategory.InvalidArgument,
        },
        name,
        $"{refusal.Problem} Nothing was changed.",
        refusal.Advice);

    private static ErrorCategory CategoryOf(ChangeFailure failure) => failure.Reason switch
    {
        ChangeFailureReason.FileMissing or ChangeFailureReason.ChangeNotFound or ChangeFailureReason.BackupMissing or ChangeFailureReason.MonitorNotFound => ErrorCategory.ObjectNotFound,
        ChangeFailureReason.InsufficientPrivilege or ChangeFailureReason.FirewallNotSeen => ErrorCategory.PermissionDenied,
        ChangeFailureReason.SourceRequired or ChangeFailureReason.HostProgramUnknown => ErrorCategory.InvalidArgument,
        ChangeFailureReason.UntrustedLink or ChangeFailureReason.DirectoryNotTrusted or ChangeFailureReason.StateNotUsable or ChangeFailureReason.ModuleNotTrusted => ErrorCategory.SecurityError,
        ChangeFailureReason.ForeignFile or ChangeFailureReason.FileThere => ErrorCategory.ResourceExists,
        ChangeFailureReason.NoSpace => ErrorCategory.ResourceUnavailable,
        ChangeFailureReason.ChangeInProgress or ChangeFailureReason.UnfinishedChange => ErrorCategory.ResourceBusy,
        ChangeFailureReason.CheckFailed => ErrorCategory.ParserError,
        ChangeFailureReason.Cancelled or ChangeFailureReason.Interrupted => ErrorCategory.OperationStopped,
        ChangeFailureReason.FileSystemError => ErrorCategories.OfErrno(failure.ErrorNumber),
        _ => ErrorCategory.InvalidOperation,
    };

    // A diff is lines; each was made safe where it was made.
    private static ErrorRecord CreateOfLines(string id, ErrorCategory category, object target, string lines, string recommendedAction)
    {
        string safe = SafeText.EscapeLines(lines);
        var record = new ErrorRecord(new InvalidOperationException($"{safe} {recommendedAction}"), id, category, target);
        record.ErrorDetails = new ErrorDetails(ViewShowsAction ? safe : $"{safe} {recommendedAction}") { RecommendedAction = recommendedAction };
        return record;
    }
}
