using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives what changed on a machine with nginx and php-fpm, in order, with the errors that visitors got among it.</summary>
[Cmdlet(VerbsCommon.Get, "502Timeline", HelpUri = HelpPages.Root + "Get-502Timeline.md")]
[OutputType(typeof(TimelineEvent))]
public sealed class Get502TimelineCommand : GatewayCommandBase
{
    private const int NamedGaps = 3;

    /// <summary>Only what is of these kinds, with wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [EnumName<TimelineEventKind>(ValueName = "a kind of event")]
    [SupportsWildcards]
    public TimelineEventKind[] Kind { get; set; } = [];

    /// <summary>Only what happened at this moment or later. 24 hours unless said otherwise.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>Only what happened at this moment or earlier.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Until { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        // 24 hours before the end that is asked for, so that -Until alone gives something.
        DateTime since = Since ?? (Until ?? DateTime.Now) - TimelineOptions.DefaultSpan;
        if (since > Until)
        {
            ThrowTerminatingError(Errors.SinceAfterUntil(since, Until.Value));
        }

        GatewayTarget target = ResolveTarget();
        GatewayReadings<NginxReading> nginx = GatewayFinding.NginxIfAny(this, target);
        GatewayReadings<FpmReading> fpm = GatewayFinding.FpmIfAny(this, target);
        if (nginx.Readings.Count + fpm.Readings.Count == 0)
        {
            WriteWarning("Neither nginx nor php-fpm was found: what is told is of the machine alone. -NginxConfigPath and -FpmConfigPath name their main files.");
        }

        NotSeen? changesGap = null;
        NotSeen? recoveriesGap = null;
        var options = new TimelineOptions { Since = since, Until = Until, Kinds = Kind };
        options = options with
        {
            Changes =
            [
                .. options.Wants(TimelineEventKind.Change) ? ChangeEvents.Read(new ChangeJournal(), out changesGap) : [],
                .. options.Wants(TimelineEventKind.Recovery) ? RecoveryEvents.Read(new GatewayRecovery(), out recoveriesGap) : [],
            ],
        };
        UntilStopped(() =>
        {
            GatewayTimeline timeline = TimelineCollector.Collect(nginx.Readings, fpm.Readings, options, PipelineStopToken);
            WarnIfUnseen([.. timeline.NotSeen, .. new[] { changesGap, recoveriesGap }.OfType<NotSeen>()]);
            WriteEach(timeline.Events);
        });
    }

    private void WarnIfUnseen(NotSeen[] gaps)
    {
        foreach (NotSeen gap in gaps)
        {
            WriteVerbose(gap.ToString());
        }

        if (gaps.Length == 1)
        {
            WriteWarning("Not seen: " + gaps[0]);
        }
        else if (gaps.Length > 1)
        {
            WriteWarning($"{gaps.Length} things were not seen: {string.Join(", ", gaps.Select(gap => gap.What).Distinct().Take(NamedGaps))}{(gaps.Length > NamedGaps ? ", …" : string.Empty)}. {gaps[0].Remedy} -Verbose tells all.");
        }
    }
}
