using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// The php-fpm masters of this machine that can be believed, by the title that they show: <c>php-fpm: master process
/// (/etc/php/8.2/fpm/php-fpm.conf)</c> (php-src: sapi/fpm/fpm/fpm_env.c).
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="isTrusted">Tells whether a process is believed.</param>
internal sealed class FpmMasters(string procRoot, Func<ProcessEntry, bool> isTrusted)
{
    private const string TitleStart = "php-fpm: master process (";
    private const string ProgramStart = "php-fpm";

    /// <summary>The masters of the running system.</summary>
    public static FpmMasters OfThisMachine { get; } = new(ProcessTable.DefaultRoot, ProcessTrust.IsTrusted);

    /// <summary>Finds the masters, each with its configuration.</summary>
    /// <param name="notes">Takes those that were passed over, with the reason.</param>
    public IReadOnlyList<(ProcessEntry Process, string ConfigurationPath)> Find(List<string> notes)
    {
        var found = new List<(ProcessEntry Process, string ConfigurationPath)>();
        string? ownNamespace = ProcessTable.ReadOne(procRoot, Environment.ProcessId)?.MountNamespace;
        foreach (ProcessEntry process in ProcessTable.Read(procRoot))
        {
            string title = process.Title;
            if (!title.StartsWith(TitleStart, StringComparison.Ordinal) || !title.EndsWith(')'))
            {
                continue;
            }

            bool isProgram = process.ExecutablePath is null || Path.GetFileName(process.ExecutablePath).StartsWith(ProgramStart, StringComparison.Ordinal);
            if (!isProgram || !isTrusted(process))
            {
                notes.Add($"Process {process.ProcessId} calls itself a php-fpm master, but its program {SafeText.Escape(process.ExecutablePath ?? "(not seen)")} is not php-fpm or can be changed by others than root: passed over.");
            }
            else if (ProcessTrust.IsElsewhere(process, ownNamespace))
            {
                notes.Add($"The php-fpm master {process.ProcessId} runs in another root or container: its logs are to be read there, or with docker logs or kubectl logs.");
            }
            else
            {
                // As it was given with -y: by the directory of the start, which a master that is no daemon keeps.
                string path = title[TitleStart.Length..^1];
                found.Add((process, path.StartsWith('/') ? path : $"{process.WorkingDirectory?.TrimEnd('/')}/{path}"));
            }
        }

        return found;
    }

    /// <summary>The files that a master holds open; empty where they may not be read.</summary>
    public IReadOnlyList<string> OpenFiles(ProcessEntry process) => ProcessTable.OpenFiles(procRoot, process.ProcessId);
}
