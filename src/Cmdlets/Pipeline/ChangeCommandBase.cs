using System.Management.Automation;
using Nginx502.Recovery;

namespace Nginx502.Pipeline;

/// <summary>
/// A cmdlet that changes configuration files: what it plans is shown, asked for, made as a whole or not at all, and reported. Under -WhatIf nothing is written
/// anywhere; the change is checked privately and its diff is shown.
/// </summary>
public abstract class ChangeCommandBase : StoppableCommandBase
{
    private readonly HashSet<string> _said = [];
    private Confirmation? _confirmation;

    /// <summary>Makes the programs take the change up: nginx by a reload, php-fpm by a reload of all its pools.</summary>
    [Parameter]
    public SwitchParameter Reload { get; set; }

    /// <summary>Changes also what something else manages, what others include too, and what could not be checked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the change as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Confirmation.RequireAnswerable();

    /// <summary>The command for the journal.</summary>
    private protected string CommandLine => CommandLineText.Of(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters);

    /// <summary>Asks, makes a planned change and reports it.</summary>
    /// <param name="target">What is changed, for the question.</param>
    /// <param name="action">What is done, for the question.</param>
    /// <param name="builder">The plan.</param>
    internal void MakeChange(string target, string action, GatewayChangeBuilder builder) =>
        MakeChange(target, action, builder.Build(MyInvocation.MyCommand.Name, CommandLine, Reload, Force));

    /// <summary>Asks, makes a planned change and reports it.</summary>
    /// <param name="target">What is changed, for the question.</param>
    /// <param name="action">What is done, for the question.</param>
    /// <param name="request">The change.</param>
    internal void MakeChange(string target, string action, ChangeRequest request)
    {
        var transaction = new ConfigurationTransaction();
        string[] opposite = [.. OppositeChanges.Of(request.Settings, request.RootPath, new ChangeJournal().Read().Changes, DateTime.Now).Select(one => one.Notice)];
        if (Reload && request.RootPath is null)
        {
            foreach (SettingChange setting in request.Settings.Where(setting => setting.Applies == ChangeApplies.FpmRestart))
            {
                WriteWarning($"{setting.Name} takes effect when php-fpm is restarted; a reload does not apply it.");
            }
        }

        Make(
            target,
            action,
            new ChangeAnnouncement([.. opposite, .. request.Notices], request.Activation?.Disruption, request.FpmUnit),
            token => transaction.Preview(request, token),
            token => transaction.Run(request, token));
    }

    /// <summary>Says that nothing has to change, as Write-Host does: to a person at once, and to no pipeline.</summary>
    internal void SayUnchanged(string message)
    {
        if (!Confirmation.IsShown)
        {
            HostMessage.Say(this, message);
        }
    }

    /// <summary>Asks, makes a change and reports it.</summary>
    /// <param name="target">What is changed, for the question.</param>
    /// <param name="action">What is done, for the question.</param>
    /// <param name="announcement">What is said of it beside.</param>
    /// <param name="preview">Looks what it would do; nothing is written.</param>
    /// <param name="make">Makes it.</param>
    private protected void Make(
        string target, string action, ChangeAnnouncement announcement, Func<CancellationToken, GatewayChange> preview, Func<CancellationToken, GatewayChange> make)
    {
        foreach (string notice in announcement.Notices.Where(_said.Add))
        {
            WriteWarning(notice);
        }

        if (Confirmation.IsShown)
        {
            GatewayChange planned = preview(PipelineStopToken);
            if (planned.Failure is { } refusal)
            {
                Report(planned, refusal, announcement);
                return;
            }

            if (!Confirmation.ShouldProcess(target, action, ChangeText.Describe(planned)))
            {
                return;
            }
        }
        else
        {
            if (announcement.Disruption is { } disruption)
            {
                WriteWarning(disruption);
            }

            if (!Confirmation.ShouldProcess(target, action))
            {
                return;
            }
        }

        GatewayChange change = make(PipelineStopToken);
        if (change.State == ChangeState.RolledBack && PipelineStopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        Report(change, change.Failure, announcement);
        if (PassThru && change.State is ChangeState.Committed or ChangeState.Unchanged)
        {
            WriteObject(change);
        }
        else if (change.State == ChangeState.Committed)
        {
            HostMessage.Say(this, ChangeText.Made(change));
        }
    }

    private void Report(GatewayChange change, ChangeFailure? failure, ChangeAnnouncement announcement)
    {
        foreach (string warning in change.Warnings)
        {
            WriteWarning(warning);
        }

        if (failure is not null)
        {
            WriteError(Errors.ChangeNotMade(failure, change.Check));
            return;
        }

        foreach (ConfigurationDiagnostic diagnostic in (change.Check?.Diagnostics ?? []).Where(diagnostic => diagnostic.Severity == Severity.Warning))
        {
            WriteVerbose(diagnostic.ToString());
        }

        // What a copy of a server holds takes effect where it came from.
        if (change is { IsReloadRequired: true, RootPath: null })
        {
            WriteWarning(ChangeText.ReloadRequired(change, announcement.FpmUnit));
        }
    }
}
