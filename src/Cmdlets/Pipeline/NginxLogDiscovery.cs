using System.Management.Automation;
using Nginx502.Inspection;

namespace Nginx502.Pipeline;

/// <summary>The logs of the nginx on this machine, for a cmdlet without an argument, and what a person should know of them.</summary>
internal sealed class NginxLogDiscovery
{
    private readonly PSCmdlet _cmdlet;
    private readonly Lazy<NginxLogSearch> _search;

    /// <summary>A discovery that looks when it is first asked.</summary>
    /// <param name="cmdlet">Who asks: warnings and errors are its own.</param>
    /// <param name="configurationPath">The full path of the main file of a configuration; null to find it.</param>
    public NginxLogDiscovery(PSCmdlet cmdlet, string? configurationPath)
    {
        _cmdlet = cmdlet;
        _search = new(() => NginxLogLocator.Locate(configurationPath));
    }

    /// <summary>The access logs with their formats, without a word.</summary>
    public IReadOnlyList<NginxLogFile> AccessLogs => _search.Value.AccessLogs;

    /// <summary>The paths of the error logs or the access logs.</summary>
    /// <param name="isAccess">True for access logs.</param>
    /// <param name="mayBeMissing">True to take those too that do not exist yet.</param>
    /// <param name="advice">What to do when there is none; null for what a cmdlet that reads them can say.</param>
    public IEnumerable<string> Find(bool isAccess, bool mayBeMissing, string? advice = null)
    {
        NginxLogSearch search = _search.Value;
        IReadOnlyList<NginxLogFile> logs = isAccess ? search.AccessLogs : search.ErrorLogs;
        return LogDiscovery.Choose(
            _cmdlet,
            isAccess ? "access log of nginx" : "error log of nginx",
            logs.Where(log => mayBeMissing || log.Presence != LogPresence.Missing).Select(log => log.Path),
            search.Notes,
            search.LookedAt,
            advice ?? LogDiscovery.FilesOrText);
    }
}
