using System.Management.Automation;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>Says what looking for a server's logs gave.</summary>
internal static class LogDiscovery
{
    /// <summary>What to do when a cmdlet that reads logs found none.</summary>
    public const string FilesOrText = "Give the file with -Path, or pipe the text in.";

    /// <summary>
    /// The full path of a configuration that a parameter names; null when it names none. One that cannot be read ends the
    /// cmdlet: what it would have told can be told by nothing else.
    /// </summary>
    public static string? RequireConfiguration(PSCmdlet cmdlet, string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            string full = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
            LogFile.Open(full).Dispose();
            return full;
        }
        catch (LogFileException failure)
        {
            cmdlet.ThrowTerminatingError(Errors.ConfigurationNotReadable(failure));
        }
        catch (SessionStateException failure)
        {
            cmdlet.ThrowTerminatingError(Errors.PathNotFound(path, failure));
        }

        return null;
    }

    /// <summary>Gives the logs that were found. What a person should know is a warning, each place a verbose line, and finding none an error.</summary>
    public static IReadOnlyList<string> Choose(PSCmdlet cmdlet, string kind, IEnumerable<string> paths, IReadOnlyList<string> notes, IReadOnlyList<string> lookedAt, string advice)
    {
        foreach (string place in lookedAt)
        {
            cmdlet.WriteVerbose(place);
        }

        foreach (string note in notes)
        {
            cmdlet.WriteWarning(note);
        }

        string[] found = [.. paths];
        if (found.Length == 0)
        {
            cmdlet.WriteError(Errors.LogNotFound(kind, lookedAt, advice));
        }

        return found;
    }
}
