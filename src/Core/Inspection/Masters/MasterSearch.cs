using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Finds the processes that show a master's title. Anybody can run one that calls itself nginx: root believes one only when its
/// program can be changed by root alone; others believe their own processes and root's.
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="isTrusted">Tells whether a process is believed.</param>
internal sealed class MasterSearch(string procRoot, Func<ProcessEntry, bool> isTrusted)
{
    /// <summary>The processes with a title that is wanted, believed or not.</summary>
    public IReadOnlyList<RunningMaster> Find(Func<string, bool> isMasterTitle)
    {
        string? ownNamespace = ProcessTable.ReadOne(procRoot, Environment.ProcessId)?.MountNamespace;
        return ProcessTable.Read(procRoot, isMasterTitle)
            .Select(process => new RunningMaster(process, isTrusted(process), IsElsewhere(process, ownNamespace)))
            .ToArray();
    }

    /// <summary>The workers of a master, by their titles.</summary>
    public IReadOnlyList<ProcessEntry> Workers(ProcessEntry master, string titleStart) => ProcessTable.Children(
        procRoot, master.ProcessId, title => title.StartsWith(titleStart, StringComparison.Ordinal));

    /// <summary>
    /// The workers whose parent is no master: it was killed, and they go on. A process that a worker started, as a script can, has the worker's
    /// title and is none. One of a container belongs to its init, and is nothing of ours.
    /// </summary>
    /// <param name="isMasterTitle">Tells a master.</param>
    /// <param name="isWorkerTitle">Tells a worker.</param>
    public IReadOnlyList<ProcessEntry> Orphans(Func<string, bool> isMasterTitle, Func<string, bool> isWorkerTitle)
    {
        ProcessEntry[] all = [.. ProcessTable.Read(procRoot, title => isMasterTitle(title) || isWorkerTitle(title))];
        HashSet<int> parents = [.. all.Select(process => process.ProcessId)];
        string? ownNamespace = ProcessTable.ReadOne(procRoot, Environment.ProcessId)?.MountNamespace;
        return
        [
            .. all.Where(process => isWorkerTitle(process.Title) && process.State is not ('Z' or 'X') && !parents.Contains(process.ParentProcessId ?? 0))
                .Where(process => isTrusted(process) && !IsElsewhere(process, ownNamespace)),
        ];
    }

    /// <summary>The files that a process holds open.</summary>
    public IReadOnlyList<string> OpenFiles(ProcessEntry process) => ProcessTable.OpenFiles(procRoot, process.ProcessId);

    /// <summary>The files that a process holds open for writing.</summary>
    public IReadOnlyList<string> WrittenFiles(ProcessEntry process) => ProcessTable.FilesOpenForWriting(procRoot, process.ProcessId);

    // systemd's PrivateTmp and its like give other mounts in the same root: the configuration and the programs are ours.
    private bool IsElsewhere(ProcessEntry process, string? ownNamespace) =>
        ProcessTrust.IsElsewhere(process, ownNamespace) && !ProcessTree.SharesRoot(procRoot, process.ProcessId);
}
