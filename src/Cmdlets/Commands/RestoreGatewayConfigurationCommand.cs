using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Undoes a change: its files get back what they held before, where they still hold what the change wrote.</summary>
[Cmdlet(VerbsData.Restore, "GatewayConfiguration", DefaultParameterSetName = ChangeSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(GatewayChange))]
public sealed class RestoreGatewayConfigurationCommand : ChangeCommandBase
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

    /// <summary>The main file of nginx's configuration, to check and reload it. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>The main file of php-fpm's configuration, to check and reload it. Without it every php-fpm that runs, else every one that is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _changes.AddRange(Change);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // The latest first: what is undone must still be as it was left.
        foreach (int? id in Last ? [null] : _changes.Distinct().OrderDescending().Select(id => (int?)id))
        {
            Undo(id);
        }
    }

    private void Undo(int? id)
    {
        GatewayTarget target = GatewayTargets.Resolve(this, rootPath: null, NginxConfigPath, FpmConfigPath);
        RestoreRequest request = GatewayRestore.Build(
            new RestoreRequest(MyInvocation.MyCommand.Name, id) { CommandLine = CommandLine, Force = Force },
            GatewayReader.ReadNginx(target).Readings,
            GatewayReader.ReadFpm(target).Readings,
            Reload);
        var transaction = new ConfigurationTransaction();
        Make(
            id is { } number ? $"change {number}" : "the last change",
            "Undo",
            token => transaction.PreviewRestore(request, token),
            token => transaction.Restore(request, token));
    }
}
