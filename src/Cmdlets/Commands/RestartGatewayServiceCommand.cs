using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Restarts nginx or a php-fpm, or makes it read its configuration again: checked before, and verified by answers.</summary>
[Cmdlet(VerbsLifecycle.Restart, "GatewayService", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Restart-GatewayService.md")]
[OutputType(typeof(GatewayChange))]
public sealed class RestartGatewayServiceCommand : GatewayCommandBase
{
    private const string NameSet = "Name";
    private const string ServiceSet = "Service";

    private Confirmation? _confirmation;

    /// <summary>The service, as Get-GatewayService names it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Services, as Get-GatewayService gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ServiceSet)]
    [ValidateNotNullOrEmpty]
    [OfThisSession("Get-GatewayService")]
    public GatewayService[] Service { get; set; } = [];

    /// <summary>Makes it read its configuration again, in place of a restart.</summary>
    [Parameter]
    public SwitchParameter Reload { get; set; }

    /// <summary>Gives what was done as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        GatewayTarget target = ResolveTarget();
        foreach (string name in ParameterSetName == NameSet ? Name : [.. Service.Select(service => service.Name)])
        {
            IReadOnlyList<GatewayService> services = [];
            UntilStopped(() => services = ServiceJudgement.Judge(GatewayServiceCollector.Collect(target, out _, PipelineStopToken)));
            GatewayService[] fitting = [.. services.Where(service => IsNamed(service, name))];
            switch (fitting)
            {
                case []:
                    WriteError(Errors.ServiceNotFound(name, services));
                    break;
                case [var service]:
                    UntilStopped(() => Restart(service, target));
                    break;
                default:
                    WriteError(Errors.ServiceAmbiguous(name, fitting));
                    break;
            }
        }
    }

    // What is to be changed is named: no wildcards.
    private static bool IsNamed(GatewayService service, string name) =>
        new[] { service.Name, service.Unit, service.Program }.OfType<string>().Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

    private void Restart(GatewayService service, GatewayTarget target)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            // The programs would find fault with what this user may not open.
            WriteError(Errors.ServiceNotRestarted(service, "It takes root: run it as root."));
            return;
        }

        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayReader.ReadFpm(target).Readings;
        string? disruption = service.IsRunning ? ServiceDisruption.Of(service, fpm, PipelineStopToken) : null;
        ChangeRequest? request = GatewayServiceControl.Request(
            MyInvocation.MyCommand.Name, CommandLineText.Of(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters), service, Reload, nginx, fpm, disruption, out string? problem);
        if (request is null)
        {
            WriteError(Errors.ServiceNotRestarted(service, problem!));
            return;
        }

        // What is refused disturbs nobody, so that nobody is warned of it.
        string action = Reload ? "Reload" : service.IsRunning ? "Restart" : "Start";
        GatewayChange planned = new ConfigurationTransaction().Preview(request, PipelineStopToken);
        if (planned.Failure is { } refusal)
        {
            WriteError(Errors.ChangeNotMade(refusal, planned.Check));
            return;
        }

        if (Confirmation.IsShown)
        {
            if (!Confirmation.ShouldProcess(service.Name, action, ServiceText.Describe(service, planned, request.Notices)))
            {
                return;
            }
        }
        else
        {
            foreach (string notice in request.Notices.Append(request.Activation?.Disruption).OfType<string>())
            {
                WriteWarning(notice);
            }

            if (!Confirmation.ShouldProcess(service.Name, action))
            {
                return;
            }
        }

        GatewayChange change = GatewayServiceControl.Run(request, service, Reload, PipelineStopToken);
        foreach (string warning in change.Warnings)
        {
            WriteWarning(warning);
        }

        if (change.Failure is { } failure)
        {
            WriteError(Errors.ChangeNotMade(failure, change.Check));
        }
        else if (PassThru)
        {
            WriteObject(change);
        }
        else
        {
            HostMessage.Say(this, $"{service.Name} was {(Reload ? "reloaded" : service.IsRunning ? "restarted" : "started")}{(change.IsInEffect == true ? ", and answers" : string.Empty)}.");
        }
    }
}
