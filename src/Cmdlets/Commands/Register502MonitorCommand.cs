using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Inspection;
using Nginx502.Internal;
using Nginx502.Linux;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Registers the monitor of this machine: a timer of systemd, or an entry of cron, that runs the recovery and has people told.</summary>
[Cmdlet(VerbsLifecycle.Register, "502Monitor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Register-502Monitor.md")]
[OutputType(typeof(RecoveryMonitor))]
public sealed class Register502MonitorCommand : GatewayCommandBase
{
    private Confirmation? _confirmation;

    /// <summary>The sites that must be served well, beside all endpoints.</summary>
    [Parameter(Position = 0)]
    [SiteUri]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public Uri[] Uri { get; set; } = [];

    /// <summary>How often it runs, counted from the end of a run.</summary>
    [Parameter]
    [Duration]
    [DurationRange("10s", "1d")]
    public TimeSpan Interval { get; set; } = MonitorSettings.DefaultInterval;

    /// <summary>Who is told of an incident, once, and once that it is over.</summary>
    [Parameter]
    [NotificationTarget]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public NotificationTarget[] Notify { get; set; } = [];

    /// <summary>What it may do beyond what a recovery may do alone.</summary>
    [Parameter]
    [EnumName<RecoveryAction>(ValueName = "an action of a recovery")]
    [ValidateNotNullOrEmpty]
    public RecoveryAction[] Allow { get; set; } = [];

    /// <summary>The program that runs it: pwsh or nginx502. Without it the one that runs this cmdlet.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostProgramCompleter))]
    public string? HostProgram { get; set; }

    /// <summary>Also has systemd start each php-fpm again that failed.</summary>
    [Parameter]
    public SwitchParameter RestartFpm { get; set; }

    /// <summary>Writes the files and tells systemd anew where everything is as wanted already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the monitor as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        var registration = new MonitorRegistration();
        MonitorChange? change = null;
        UntilStopped(() => change = registration.Plan(Settings(target), ServiceSystem.IsSystemd ? GatewayServiceCollector.Collect(target, out _, PipelineStopToken) : [], PipelineStopToken));
        if (change!.Failure is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, check: null));
            return;
        }

        foreach (string warning in change.Warnings)
        {
            WriteWarning(warning);
        }

        IReadOnlyList<string> unserved = [];
        UntilStopped(() => unserved = Uri.Length == 0 ? [] : SiteNames.Unserved(GatewayReader.ReadNginx(target).Readings, Uri));
        foreach (string host in unserved)
        {
            WriteWarning($"No server of nginx has the name {SafeText.Escape(host)}: its default server answers for it, however the site fares. Get-NginxUpstream shows the names that there are.");
        }

        if (change.IsUnchanged && !Force)
        {
            HostMessage.Say(this, "The monitor is registered so already; nothing was changed.");
        }
        else if (!MonitorWork.Make(this, Confirmation, registration, change, $"Register the monitor, to run every {MonitorText.Span(Interval)}", UntilStopped, PipelineStopToken))
        {
            return;
        }
        else
        {
            HostMessage.Say(this, $"The monitor is registered: it looks every {MonitorText.Span(Interval)}. Get-502Monitor shows how it stands.");
        }

        if (new MonitorSuspension().Read() is { } suspension)
        {
            WriteWarning($"Recoveries are suspended {suspension}. Until then the monitor looks and does nothing; Resume-502Monitor ends that.");
        }

        if (PassThru && !Confirmation.IsWhatIf)
        {
            UntilStopped(() => WriteObject(registration.Read(PipelineStopToken)));
        }
    }

    private MonitorSettings Settings(GatewayTarget target) => new()
    {
        HostProgram = HostProgram is null ? Environment.ProcessPath ?? string.Empty : GetUnresolvedProviderPathFromPSPath(HostProgram),
        ModulePath = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(MonitorRegistration).Assembly.Location) ?? "/", "..", "..", "Nginx502.psd1")),
        Interval = Interval,
        Sites = Uri,
        Notify = Notify,
        NginxConfigPath = target.NginxConfigurationPath,
        FpmConfigPath = target.FpmConfigurationPath,
        Allow = Allow,
        RestartsFpm = RestartFpm,
    };
}
