using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Undoes a change: its files get back what they held before, where they still hold what the change wrote.</summary>
[Cmdlet(VerbsData.Restore, "GatewayConfiguration", DefaultParameterSetName = ChangeSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Restore-GatewayConfiguration.md")]
[OutputType(typeof(GatewayChange))]
public sealed class RestoreGatewayConfigurationCommand : GatewayChangeCommandBase
{
    private const string ChangeSet = "Change";
    private const string LastSet = "Last";

    private readonly List<int> _changes = [];

    /// <summary>The change: its number, or what Get-GatewayChange and -PassThru give.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ChangeSet, ValueFromPipeline = true)]
    [ChangeIdentity]
    [ArgumentCompleter(typeof(ChangeCompleter))]
    public int[] Change { get; set; } = [];

    /// <summary>The last change that can be undone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LastSet)]
    public SwitchParameter Last { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _changes.AddRange(Change);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ForeignJournal.Warn(this);

        // The latest first: what is undone must still be as it was left.
        foreach (int id in Last ? FindLast() : [.. _changes.Distinct().OrderDescending()])
        {
            Undo(id);
        }
    }

    // Chosen once, after interrupted changes came to their ends: what is shown and asked for is what is undone.
    private int[] FindLast()
    {
        var journal = new ChangeJournal();
        ChangeJournalContent content = Confirmation.IsWhatIf ? journal.Read() : Settle(journal);
        if ((content.Failure ?? (GatewayRestore.FindLast(content.Changes) is null ? GatewayRestore.NothingToUndo : null)) is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, check: null));
            return [];
        }

        return [GatewayRestore.FindLast(content.Changes)!.Id!.Value];
    }

    private ChangeJournalContent Settle(ChangeJournal journal)
    {
        ChangeJournalContent? settled = null;
        UntilStopped(() => settled = journal.Recover(MyInvocation.MyCommand.Name, new ConfigurationTransaction().LockPatience, PipelineStopToken));
        foreach (GatewayChange change in settled!.Changes)
        {
            WriteWarning($"Change {change.Id} had been interrupted; it is {change.State} now.");
        }

        return settled.Failure is null ? journal.Read() : settled;
    }

    private void Undo(int id)
    {
        GatewayTarget target = ResolveTarget();
        RestoreRequest request = GatewayRestore.Build(
            new RestoreRequest(MyInvocation.MyCommand.Name, id) { CommandLine = CommandLineOf(id), Force = Force },
            GatewayReader.ReadNginx(target).Readings,
            GatewayReader.ReadFpm(target).Readings,
            Reload);
        var transaction = new ConfigurationTransaction();
        Make(
            $"change {id}",
            "Undo",
            new ChangeAnnouncement(request.Notices, request.Activation?.Disruption, request.FpmUnit),
            token => transaction.PreviewRestore(request, token),
            token => transaction.Restore(request, token));
    }

    // Of several that are piped the parameter has the last one alone.
    private string CommandLineOf(int id) => Last
        ? CommandLine
        : CommandLineText.Of(MyInvocation.MyCommand.Name, new Dictionary<string, object>(MyInvocation.BoundParameters) { [nameof(Change)] = new[] { id } });
}
