using System.Collections.Concurrent;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Remembers what program files were built with, by which file it is and when it was written.</summary>
/// <typeparam name="TBuild">The kind of build.</typeparam>
internal sealed class BuildCache<TBuild>
    where TBuild : class
{
    // A machine has few programs; a process that watches for months sees them replaced.
    private const int MaximumBuilds = 64;

    private readonly ConcurrentDictionary<(FileIdentity, long, DateTime), TBuild> _builds = new();

    /// <summary>The build of an opened file, which is closed; null with the reason when it is none.</summary>
    public TBuild? Get(FileOpening opening, Func<ProgramText, TBuild?> read, string kind, out string? problem)
    {
        (FileIdentity, long, DateTime) key = (opening.Status.Identity, opening.Status.Length, opening.Status.LastWriteTime);
        if (opening.Handle is not null && _builds.TryGetValue(key, out TBuild? known))
        {
            opening.Handle.Dispose();
            problem = null;
            return known;
        }

        if (ProgramText.Read(opening, out problem) is not { } text)
        {
            return null;
        }

        if (read(text) is not { } build)
        {
            problem = "is not " + kind;
            return null;
        }

        if (_builds.Count >= MaximumBuilds)
        {
            _builds.Clear();
        }

        _builds[key] = build;
        return build;
    }
}
