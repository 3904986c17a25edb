using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Says what looking for a server's logs gave.</summary>
internal static class LogDiscovery
{
    /// <summary>Gives the logs that were found. What a person should know is a warning, each place a verbose line, and finding none an error.</summary>
    public static IReadOnlyList<string> Choose(PSCmdlet cmdlet, string kind, IEnumerable<string> paths, IReadOnlyList<string> notes, IReadOnlyList<string> lookedAt)
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
            cmdlet.WriteError(Errors.LogNotFound(kind, lookedAt));
        }

        return found;
    }
}
