using System.Diagnostics;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Tells people of a recovery or a diagnosis: by mail, by a webhook, by the machine's log. Without input it sends a test.</summary>
[Cmdlet(VerbsCommunications.Send, "502Notification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Send-502Notification.md")]
[OutputType(typeof(NotificationReceipt))]
public sealed class Send502NotificationCommand : StoppableCommandBase
{
    private Confirmation? _confirmation;
    private IReadOnlyList<NotificationTarget> _targets = [];

    /// <summary>Who is told.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [NotificationTarget]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public NotificationTarget[] To { get; set; } = [];

    /// <summary>What is told: the result of a recovery, or a diagnosis.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NotificationSubject]
    [ValidateNotNull]
    public NotificationMessage? InputObject { get; set; }

    /// <summary>The JSON of webhooks, with names of values in braces.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Body { get; set; }

    /// <summary>The sender of mails. Without it sendmail says who.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>How long each target may take.</summary>
    [Parameter]
    [Duration]
    [DurationRange("1s", "5m")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gives what became of each message as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private Confirmation Confirmation => _confirmation ??= new Confirmation(this);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Body is not null && NotificationSender.ExplainBody(Body) is { } problem)
        {
            ThrowTerminatingError(Errors.BodyInvalid(Body, problem));
        }

        if (From is not null && !NotificationSender.IsMailAddress(From))
        {
            ThrowTerminatingError(Errors.MailAddressInvalid(From));
        }

        Confirmation.RequireAnswerable();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Tell(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (InputObject is null && !MyInvocation.ExpectingInput)
        {
            Tell(NotificationMessage.Test());
        }
    }

    private void Tell(NotificationMessage message)
    {
        var sender = new NotificationSender { Timeout = Timeout, From = From, Body = Body };
        foreach (NotificationTarget target in Targets().Where(target => Confirmation.ShouldProcess(target.Name, $"Send '{message.Subject}'")))
        {
            long start = Stopwatch.GetTimestamp();
            DateTime now = DateTime.Now;
            string? problem = null;
            UntilStopped(() => problem = sender.Send(target, message, PipelineStopToken));
            if (problem is not null)
            {
                WriteError(Errors.NotificationNotSent(target.Name, problem));
            }

            if (PassThru)
            {
                WriteObject(new NotificationReceipt(target.Name, target.Kind, problem is null, problem, message.Subject, now, Stopwatch.GetElapsedTime(start)));
            }
        }
    }

    // Files that name targets are read once.
    private IReadOnlyList<NotificationTarget> Targets()
    {
        if (_targets.Count == 0)
        {
            _targets = NotificationFile.Expand(To, out IReadOnlyList<string> problems);
            foreach (string problem in problems)
            {
                WriteError(Errors.NotificationNotSent("A file of targets", problem));
            }
        }

        return _targets;
    }
}
