using System.Management.Automation;
using System.Text;
using Nginx502.Shell.Streams;

namespace Nginx502.Shell.Hosting;

/// <summary>
/// Progress as one line at the bottom of a terminal, on standard error: drawn over itself, taken away before anything
/// else is written and at the end. Without a terminal there is none.
/// </summary>
internal sealed class ProgressLine(StandardStreams streams)
{
    private const string EraseLine = "\r\u001b[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _lastDrawn;
    private bool _isShown;

    /// <summary>Shows how far the work is, at most ten times a second.</summary>
    public void Show(ProgressRecord record)
    {
        if (!streams.ErrorIsTerminal)
        {
            return;
        }

        lock (_gate)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                Clear();
                return;
            }

            if (_isShown && TimeProvider.System.GetElapsedTime(_lastDrawn) < Interval)
            {
                return;
            }

            _lastDrawn = TimeProvider.System.GetTimestamp();
            _isShown = true;
            streams.Error.Write(EraseLine + Describe(record, streams.ErrorColumns - 1));
        }
    }

    /// <summary>Takes the line away, so that something else can be written.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_isShown)
            {
                _isShown = false;
                streams.Error.Write(EraseLine);
            }
        }
    }

    /// <summary>A record in words, cut to a width, without anything that a terminal would obey.</summary>
    internal static string Describe(ProgressRecord record, int width)
    {
        var line = new StringBuilder(record.Activity);
        if (record.PercentComplete >= 0)
        {
            line.Append(' ').Append(record.PercentComplete).Append(" %");
        }

        foreach (string? detail in (ReadOnlySpan<string?>)[record.StatusDescription, record.CurrentOperation])
        {
            if (!string.IsNullOrWhiteSpace(detail))
            {
                line.Append("  ").Append(detail);
            }
        }

        for (int index = 0; index < line.Length; index++)
        {
            if (char.IsControl(line[index]))
            {
                line[index] = ' ';
            }
        }

        line.Length = Math.Min(line.Length, Math.Max(width, 0));
        return line.ToString();
    }
}
