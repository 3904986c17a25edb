using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that takes a snapshot of this machine, or of a copy of a server.</summary>
public abstract class SnapshotCommandBase : StoppableCommandBase
{
    /// <summary>The parameter set of this machine: make it the cmdlet's default.</summary>
    protected const string MachineSet = "Machine";

    /// <summary>The parameter set of a copy of a server.</summary>
    protected const string RootSet = "RootPath";

    /// <summary>How far back the logs are read: a moment, or a span that ends now. Without it a day.</summary>
    [Parameter(Position = 0, ParameterSetName = MachineSet)]
    [Parameter(Position = 0, ParameterSetName = RootSet)]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Parameter(ParameterSetName = RootSet)]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Parameter(ParameterSetName = RootSet)]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>How long looking may take; what is not done by then is left out and named.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [Parameter(ParameterSetName = RootSet)]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <summary>A directory that stands for <c>/</c>: a copy of a server, of which files and logs are looked at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RootSet)]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>Sites that are asked too, as a visitor would: from the nginx of this machine, whatever their names lead to elsewhere.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    [SiteUri]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public Uri[] Uri { get; set; } = [];

    /// <summary>Asks each a second time, by its public name.</summary>
    [Parameter(ParameterSetName = MachineSet)]
    public SwitchParameter ViaDns { get; set; }

    /// <summary>Takes the snapshot that the parameters ask for.</summary>
    private protected GatewaySnapshot Take()
    {
        if (ViaDns && Uri.Length == 0)
        {
            ThrowTerminatingError(Errors.ViaDnsWithoutUri());
        }

        var options = new SnapshotOptions { Since = Since, Deadline = Timeout, Sites = Uri, ViaDns = ViaDns };
        return SnapshotTaking.Take(this, GatewayTargets.Resolve(this, RootPath, NginxConfigPath, FpmConfigPath), options, UntilStopped, PipelineStopToken);
    }
}
