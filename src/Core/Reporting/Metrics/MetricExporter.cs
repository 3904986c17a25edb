using System.Diagnostics;
using System.Text;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.Reporting;

namespace Nginx502;

/// <summary>
/// Writes a file for the textfile collector of Prometheus' node_exporter. Counters go on from where the last run left them, through rotation of the logs and restarts of the
/// machine; the first run begins to count.
/// </summary>
public sealed class MetricExporter
{
    private const UnixFileMode ForEverybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly IFileCalls _calls;
    private readonly string _statePath;
    private readonly string _runtimePath;

    /// <summary>The exporter of this machine.</summary>
    public MetricExporter()
        : this(FileCalls.Kernel, StateFolder.DefaultRoot(), RuntimePlace.DefaultRoot())
    {
    }

    internal MetricExporter(IFileCalls calls, string statePath, string runtimePath) => (_calls, _statePath, _runtimePath) = (calls, statePath, runtimePath);

    /// <summary>Counts what came, looks how things are, and writes it.</summary>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="deadline">How long looking may take; what is not done by then is left to the next run.</param>
    /// <param name="command">The cmdlet that asks.</param>
    /// <param name="failure">Why nothing was written; null when it was.</param>
    /// <param name="cancellationToken">Stops it; nothing is written then.</param>
    /// <returns>What was written; null when nothing was.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public GatewayMetrics? Export(GatewayTarget target, string path, TimeSpan deadline, string command, out ChangeFailure? failure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentException.ThrowIfNullOrEmpty(path);
        long start = Stopwatch.GetTimestamp();
        failure = null;
        try
        {
            // First of all: a place that is refused is told before anything is done.
            using WrittenFile file = WrittenFile.Open(_calls, path, allowsSticky: false);
            using MetricStateFile states = MetricStateFile.Open(_calls, _statePath, command, deadline, cancellationToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            end.CancelAfter(deadline);
            var collection = new MetricCollection(target, states.Read(), end.Token);
            GatewayMetrics metrics = collection.Collect(_calls, _statePath, _runtimePath) with { Path = SafeText.Escape(file.Path) };
            cancellationToken.ThrowIfCancellationRequested();

            // Kept first: were it the other way round, a counter could go back.
            states.Write(collection.State);
            file.Write(Encoding.UTF8.GetBytes(MetricText.Write(metrics)), ForEverybody);
            return metrics with { Duration = Stopwatch.GetElapsedTime(start) };
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;
            return null;
        }
    }
}
