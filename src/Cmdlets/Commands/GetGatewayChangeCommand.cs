using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives what was changed on this machine through this module, and what became of it.</summary>
[Cmdlet(VerbsCommon.Get, "GatewayChange", DefaultParameterSetName = IdSet, HelpUri = HelpPages.Root + "Get-GatewayChange.md")]
[OutputType(typeof(GatewayChange))]
public sealed class GetGatewayChangeCommand : StoppableCommandBase
{
    private const string IdSet = "Id";
    private const string LastSet = "Last";

    /// <summary>The numbers of changes.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChangeCompleter))]
    public int[] Id { get; set; } = [];

    /// <summary>Only changes of this file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Only changes since this moment.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>Only the last change.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    public SwitchParameter Last { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        ForeignJournal.Warn(this);
        ChangeJournalContent content = new ChangeJournal().Read();
        if (content.Failure is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, check: null));
        }

        if (content.UnreadableLines > 0)
        {
            WriteWarning($"{content.UnreadableLines} lines of the journal are damaged, as by a crash; the changes of the others are given.");
        }

        foreach (int missing in Id.Where(id => content.Changes.All(change => change.Id != id)))
        {
            WriteError(Errors.ChangeNotFound(missing));
        }

        GatewayChange[] changes = [.. content.Changes.Where(IsWanted)];
        WriteEach(Last ? changes.TakeLast(1) : changes);
    }

    private bool IsWanted(GatewayChange change) =>
        (Id.Length == 0 || (change.Id is { } id && Id.Contains(id)))
        && !(change.Time < Since)
        && (Path.Length == 0 || change.Files.Any(file => Path.Any(path => new WildcardText(path).IsMatch(file.Path) || new WildcardText(path).IsMatch(file.RealPath))));
}
