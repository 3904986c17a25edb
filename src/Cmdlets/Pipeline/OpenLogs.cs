using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>Logs that are open, oldest first, and are closed together.</summary>
internal sealed class OpenLogs : IDisposable
{
    private readonly List<LogFile> _files = [];

    /// <summary>The logs.</summary>
    public IReadOnlyList<LogFile> Files => _files;

    /// <summary>Adds a log that is newer than those before.</summary>
    public void Add(LogFile file) => _files.Add(file);

    /// <summary>Parts what is in the logs now from what is written to some of them later.</summary>
    /// <param name="followed">The paths of the logs that are written to; they need not exist yet.</param>
    /// <param name="starts">Where the later begins: behind the last complete line of each.</param>
    /// <returns>What is in the logs now.</returns>
    public IReadOnlyList<LogFile> Split(IReadOnlyList<string> followed, out IReadOnlyList<FollowStart> starts)
    {
        Dictionary<string, LogFile> growing = _files
            .Where(file => file.Compression == LogCompression.None && followed.Contains(file.Path, StringComparer.Ordinal))
            .ToDictionary(file => file.Path, file => file.ToLastCompleteLine(), StringComparer.Ordinal);
        string[] packed = [.. _files.Where(file => file.Compression != LogCompression.None).Select(file => file.Path)];
        starts =
        [
            .. _files.Where(file => growing.ContainsKey(file.Path)).Select(file => new FollowStart(file.Path, file, growing[file.Path].Length)),
            .. followed.Where(path => !growing.ContainsKey(path) && !packed.Contains(path, StringComparer.Ordinal)).Select(path => new FollowStart(path)),
        ];
        return [.. _files.Select(file => growing.GetValueOrDefault(file.Path, file))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LogFile file in _files)
        {
            file.Dispose();
        }
    }
}
