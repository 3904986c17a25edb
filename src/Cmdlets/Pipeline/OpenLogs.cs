using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>Logs that are open, and are closed together.</summary>
internal sealed class OpenLogs : IDisposable
{
    private readonly List<LogFile> _files = [];

    public IReadOnlyList<LogFile> Files => _files;

    public void Add(LogFile file) => _files.Add(file);

    public void Dispose()
    {
        foreach (LogFile file in _files)
        {
            file.Dispose();
        }
    }
}
