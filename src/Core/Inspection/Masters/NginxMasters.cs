using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The nginx masters of this machine.</summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="isTrusted">Tells whether a process is believed.</param>
internal sealed class NginxMasters(string procRoot, Func<ProcessEntry, bool> isTrusted)
{
    private const string ProgramStart = "nginx";

    private readonly MasterSearch _search = new(procRoot, process => IsProgram(process) && isTrusted(process));

    /// <summary>The masters of the running system.</summary>
    public static NginxMasters OfThisMachine { get; } = new(ProcessTable.DefaultRoot, ProcessTrust.IsTrusted);

    /// <summary>Finds all that show a master's title, those that are not believed too.</summary>
    public IReadOnlyList<RunningMaster> FindAll() => _search.Find(NginxCommandLine.IsMasterTitle);

    /// <summary>Finds the masters that are believed and whose paths are ours.</summary>
    /// <param name="notes">Takes those that were passed over, with the reason.</param>
    public IReadOnlyList<(ProcessEntry Process, NginxCommandLine CommandLine)> Find(List<string> notes)
    {
        var found = new List<(ProcessEntry Process, NginxCommandLine CommandLine)>();
        foreach (RunningMaster master in FindAll())
        {
            if (!master.IsTrusted)
            {
                notes.Add(Distrust(master.Process));
            }
            else if (master.IsElsewhere)
            {
                notes.Add($"The nginx master {master.Process.ProcessId} runs in another root or container: its logs are to be read there, or with docker logs or kubectl logs.");
            }
            else if (NginxCommandLine.Parse(master.Process.Title) is { } commandLine)
            {
                found.Add((master.Process, commandLine));
            }
        }

        return found;
    }

    /// <summary>The workers of a master that serve; those of an earlier configuration that are shutting down are left out.</summary>
    public IReadOnlyList<ProcessEntry> Workers(ProcessEntry master) =>
        [.. _search.Workers(master, "nginx: worker process").Where(worker => worker.Title == "nginx: worker process")];

    /// <summary>The workers that are believed and have no master.</summary>
    public IReadOnlyList<ProcessEntry> Orphans() =>
        _search.Orphans(NginxCommandLine.IsMasterTitle, title => title.StartsWith("nginx: worker process", StringComparison.Ordinal));

    /// <summary>The files that a master holds open.</summary>
    public IReadOnlyList<string> OpenFiles(ProcessEntry process) => _search.OpenFiles(process);

    /// <summary>The files that a master holds open for writing.</summary>
    public IReadOnlyList<string> WrittenFiles(ProcessEntry process) => _search.WrittenFiles(process);

    /// <summary>Why a process is not believed.</summary>
    public static string Distrust(ProcessEntry process) =>
        $"Process {process.ProcessId} calls itself an nginx master, but its program {SafeText.Escape(process.ExecutablePath ?? "(not seen)")} is not nginx or can be changed by others than root: passed over.";

    // Any script can take any title, and its interpreter is root's own.
    private static bool IsProgram(ProcessEntry process) =>
        process.ExecutablePath is null || Path.GetFileName(process.ExecutablePath).StartsWith(ProgramStart, StringComparison.Ordinal);
}
