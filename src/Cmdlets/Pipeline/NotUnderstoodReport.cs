using System.Management.Automation;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>
/// Says what a reading did not understand, and which logs it read as written in another zone. The count is a verbose line; the records themselves are shown to a person at a
/// terminal who asked with -Verbose, and go into no stream: what was not understood may hold anything, and streams are
/// saved and sent.
/// </summary>
internal static class NotUnderstoodReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="cmdlet">The cmdlet that has read.</param>
    /// <param name="statistics">What it met.</param>
    /// <param name="kind">What it expected to read: "nginx's error log".</param>
    public static void Write(PSCmdlet cmdlet, ReadStatistics statistics, string kind)
    {
        if (statistics.Shortened > 0)
        {
            cmdlet.WriteVerbose($"{statistics.Shortened} records were too long, and only their beginning was read.");
        }

        foreach (ShiftedLog log in statistics.ShiftedLogs)
        {
            string sign = log.Correction < TimeSpan.Zero ? "-" : "+";
            cmdlet.WriteVerbose($"Times of {log.Path ?? "the pipeline"} are written in another zone and read as shifted by {sign}{log.Correction:hh\\:mm}.");
        }

        if (statistics.NotUnderstood == 0)
        {
            return;
        }

        foreach (ForeignLog log in statistics.ForeignLogs)
        {
            string place = log.Path is null ? string.Empty : $" in {log.Path}";
            cmdlet.WriteWarning($"None of the {log.Records} records{place} is one of {kind}. Is it another kind of log?");
        }

        cmdlet.WriteVerbose($"{statistics.NotUnderstood} records were not understood.");
        if (!IsVerbose(cmdlet) || !HostPresence.IsInteractive(cmdlet.Host))
        {
            return;
        }

        foreach (NotUnderstoodRecord record in statistics.Samples)
        {
            // Not WriteVerboseLine: the engine copies that into the stream.
            cmdlet.Host.UI.WriteLine($"VERBOSE: not understood, at byte {record.Offset} of {SafeText.Escape(record.Path ?? "the pipeline")}: {record.Text}");
        }
    }

    private static bool IsVerbose(PSCmdlet cmdlet)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        return LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue("VerbosePreference"), out ActionPreference preference)
            && preference is ActionPreference.Continue or ActionPreference.Inquire;
    }
}
