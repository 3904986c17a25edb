using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// The nginx masters of this machine that can be believed. Anybody can run a process that calls itself nginx: root believes
/// one only when its program can be changed by root alone; others believe their own processes and root's.
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="isTrusted">Tells whether a process is believed.</param>
internal sealed class NginxMasters(string procRoot, Func<ProcessEntry, bool> isTrusted)
{
    /// <summary>The masters of the running system.</summary>
    public static NginxMasters OfThisMachine { get; } = new(ProcessTable.DefaultRoot, ProcessTrust.IsTrusted);

    /// <summary>Finds the masters.</summary>
    /// <param name="notes">Takes those that were passed over, with the reason.</param>
    public IReadOnlyList<(ProcessEntry Process, NginxCommandLine CommandLine)> Find(List<string> notes)
    {
        var found = new List<(ProcessEntry Process, NginxCommandLine CommandLine)>();
        string? ownNamespace = ProcessTable.ReadOne(procRoot, Environment.ProcessId)?.MountNamespace;
        foreach (ProcessEntry process in ProcessTable.Read(procRoot))
        {
            if (NginxCommandLine.Parse(process.Title) is not { } commandLine)
            {
                continue;
            }

            if (!isTrusted(process))
            {
                notes.Add($"Process {process.ProcessId} calls itself an nginx master, but its program {SafeText.Escape(process.ExecutablePath ?? "(not seen)")} can be changed by others than root: passed over.");
            }
            else if (ProcessTrust.IsElsewhere(process, ownNamespace))
            {
                notes.Add($"The nginx master {process.ProcessId} runs in another root or container: its logs are to be read there, or with docker logs or kubectl logs.");
            }
            else
            {
                found.Add((process, commandLine));
            }
        }

        return found;
    }

    /// <summary>The files that a master holds open.</summary>
    public IReadOnlyList<string> OpenFiles(ProcessEntry process) => ProcessTable.OpenFiles(procRoot, process.ProcessId);
}
