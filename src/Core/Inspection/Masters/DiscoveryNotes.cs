using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Where a discovery looked, and what a person should know of it.</summary>
internal sealed class DiscoveryNotes
{
    private readonly List<string> _notes = [];
    private readonly List<string> _lookedAt = [];

    /// <summary>What a person should know, each once. Safe to show.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Distinct(StringComparer.Ordinal)];

    /// <summary>Every place that was looked at, in order. Safe to show.</summary>
    public IReadOnlyList<string> LookedAt => _lookedAt;

    /// <summary>Adds what a person should know.</summary>
    public void Note(string text) => _notes.Add(SafeText.Escape(text));

    /// <summary>Adds a place.</summary>
    public void Look(string text) => _lookedAt.Add(SafeText.Escape(text));

    /// <summary>Adds the masters that run.</summary>
    public void LookAtMasters(string kind, IReadOnlyList<RunningMaster> masters) =>
        Look($"running {kind}: {(masters.Count == 0 ? "none" : string.Join(", ", masters.Select(master => master.Process.ProcessId)))}");

    /// <summary>The regular files of a tree that usual places name, each file once however many links lead to it.</summary>
    public IReadOnlyList<string> Find(FileTree files, string what, IEnumerable<string> patterns)
    {
        var found = new List<string>();
        var known = new HashSet<FileIdentity>();
        foreach (string pattern in patterns)
        {
            int before = found.Count;
            found.AddRange(files.Glob(pattern).Where(path => files.TryReadStatus(path, out FileStatus status) && status.Kind == FileKind.Regular && known.Add(status.Identity)));
            Look($"{what} {pattern} (usual place): {(found.Count == before ? "not there" : "found")}");
        }

        return found;
    }
}
