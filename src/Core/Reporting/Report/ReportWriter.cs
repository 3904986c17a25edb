using System.Text;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.Reporting;

namespace Nginx502;

/// <summary>Writes reports of incidents: pages that only their owner may read, whole or not at all.</summary>
public static class ReportWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A report as HTML: one page that loads nothing, with everything from logs encoded and secrets masked.</summary>
    public static string Write(IncidentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ReportPage.Write(report);
    }

    /// <summary>Saves one.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="mayReplace">True to put it in the place of a file that is there.</param>
    /// <returns>Why it was not saved; null when it was.</returns>
    public static ChangeFailure? Save(IncidentReport report, string path, bool mayReplace)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using WrittenFile file = WrittenFile.Open(FileCalls.Kernel, path, allowsSticky: true);
            if (!mayReplace && file.IsThere())
            {
                return new ChangeFailure(ChangeFailureReason.FileThere, path, $"'{SafeText.Escape(path)}' is there already.", "Name another file with -Path; -Force writes over it.");
            }

            file.Write(Encoding.UTF8.GetBytes(ReportPage.Write(report)), OwnerOnly);
            return null;
        }
        catch (ChangeException exception)
        {
            return exception.Failure;
        }
    }
}
