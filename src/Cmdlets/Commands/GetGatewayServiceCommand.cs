using System.Management.Automation;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives nginx and each php-fpm as services: what manages them, how they stand and why, and what was left behind.</summary>
[Cmdlet(VerbsCommon.Get, "GatewayService", HelpUri = HelpPages.Root + "Get-GatewayService.md")]
[OutputType(typeof(GatewayService))]
public sealed class GetGatewayServiceCommand : GatewayCommandBase
{
    /// <summary>Names of services, with or without their ending, with wildcards; <c>php-fpm</c> stands for every one of it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        UntilStopped(() =>
        {
            IReadOnlyList<GatewayService> services = ServiceJudgement.Judge(GatewayServiceCollector.Collect(target, out IReadOnlyList<string> notes, PipelineStopToken));
            foreach (string note in notes)
            {
                WriteWarning(note);
            }

            IReadOnlyList<GatewayService> chosen = ServiceChoice.Choose(services, Name, out IReadOnlyList<string> missing);
            foreach (string name in missing)
            {
                WriteError(Errors.ServiceNotFound(name, services));
            }

            if (services.Count == 0 && Name.Length == 0)
            {
                WriteError(Errors.ServiceNotFound("nginx or php-fpm", services));
            }

            WriteEach(chosen);
        });
    }
}
