using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Watches an incident: the errors of nginx by symptom, how full the pools are, what recovery did. A live view in a terminal, objects elsewhere.</summary>
[Cmdlet(VerbsCommon.Watch, "502Error", HelpUri = HelpPages.Root + "Watch-502Error.md")]
[OutputType(typeof(ErrorWatchSample))]
public sealed class Watch502ErrorCommand : GatewayCommandBase
{
    /// <summary>How long each stretch is.</summary>
    [Parameter(Position = 0)]
    [Duration]
    [PositiveDuration]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to watch; without it until Ctrl+C.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Duration { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Gives an object a stretch, in a terminal too.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        using var watch = new ErrorWatch(ResolveTarget());
        foreach (string path in watch.LogPaths)
        {
            WriteVerbose($"Watching {path}");
        }

        if (watch.LogPaths.Length == 0)
        {
            WriteWarning("No error log of nginx was found that could be watched: only the pools are.");
        }

        if (AsObject || !HostPresence.IsInteractive(Host))
        {
            UntilStopped(() => Each(watch, WriteObject));
            return;
        }

        using var screen = new LiveScreen(Host);
        var history = new WatchHistory();
        UntilStopped(() => Each(watch, sample =>
        {
            history.Add(sample);
            screen.Show(WatchScreen.Render(history, screen.Width, screen.Height));
        }));
    }

    private void Each(ErrorWatch watch, Action<ErrorWatchSample> use)
    {
        long start = Environment.TickCount64;
        bool isEndless = Duration == System.Threading.Timeout.InfiniteTimeSpan;
        TimeSpan left = Duration;
        do
        {
            // The last stretch ends with the watch, however long it is.
            if (PipelineStopToken.WaitHandle.WaitOne(isEndless || Interval < left ? Interval : left))
            {
                return;
            }

            use(watch.Next(PipelineStopToken));
            left = Duration - TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
        }
        while (isEndless || left > Interval / 10);
    }
}
