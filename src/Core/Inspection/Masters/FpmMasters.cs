using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// The php-fpm masters of this machine, by the title that they show: <c>php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)</c>
/// (php-src: sapi/fpm/fpm/fpm_env.c).
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
/// <param name="isTrusted">Tells whether a process is believed.</param>
internal sealed class FpmMasters(string procRoot, Func<ProcessEntry, bool> isTrusted)
{
    /// <summary>How the title of a worker begins; the pool's name follows.</summary>
    public const string WorkerTitle = "php-fpm: pool ";

    private const string TitleStart = "php-fpm: master process (";
    private const string ProgramStart = "php-fpm";

    private readonly MasterSearch _search = new(procRoot, process => IsProgram(process) && isTrusted(process));

    /// <summary>The masters of the running system.</summary>
    public static FpmMasters OfThisMachine { get; } = new(ProcessTable.DefaultRoot, ProcessTrust.IsTrusted);

    /// <summary>
    /// Finds all that show a master's title, those that are not believed too. The child of a master is none: a worker shows the title of the master
    /// until it has taken its pool's user (php-src: sapi/fpm/fpm/fpm_children.c, fpm_child_init), and a reload starts the program anew in the same process.
    /// </summary>
    public IReadOnlyList<RunningMaster> FindAll()
    {
        IReadOnlyList<RunningMaster> all = _search.Find(IsMasterTitle);
        HashSet<int> believed = [.. all.Where(master => master.IsTrusted).Select(master => master.Process.ProcessId)];
        return [.. all.Where(master => !believed.Contains(master.Process.ParentProcessId ?? 0))];
    }

    /// <summary>Finds the masters that are believed and whose paths are ours, each with its configuration.</summary>
    /// <param name="notes">Takes those that were passed over, with the reason.</param>
    public IReadOnlyList<(ProcessEntry Process, string ConfigurationPath)> Find(List<string> notes)
    {
        var found = new List<(ProcessEntry Process, string ConfigurationPath)>();
        foreach (RunningMaster master in FindAll())
        {
            if (!master.IsTrusted)
            {
                notes.Add(Distrust(master.Process));
            }
            else if (master.IsElsewhere)
            {
                notes.Add($"The php-fpm master {master.Process.ProcessId} runs in another root or container: its logs are to be read there, or with docker logs or kubectl logs.");
            }
            else
            {
                found.Add((master.Process, ConfigurationPathOf(master.Process)));
            }
        }

        return found;
    }

    /// <summary>The main file that a master's title shows. As it was given with -y: by the directory of the start, which a master keeps.</summary>
    public static string ConfigurationPathOf(ProcessEntry process)
    {
        string path = process.Title[TitleStart.Length..^1];
        return path.StartsWith('/') ? path : $"{process.WorkingDirectory?.TrimEnd('/')}/{path}";
    }

    /// <summary>The workers of a master.</summary>
    public IReadOnlyList<ProcessEntry> Workers(ProcessEntry master) => _search.Workers(master, WorkerTitle);

    /// <summary>The workers that are believed and have no master.</summary>
    public IReadOnlyList<ProcessEntry> Orphans() => _search.Orphans(IsMasterTitle, title => title.StartsWith(WorkerTitle, StringComparison.Ordinal));

    /// <summary>The files that a master holds open; empty where they may not be read.</summary>
    public IReadOnlyList<string> OpenFiles(ProcessEntry process) => _search.OpenFiles(process);

    /// <summary>The files that a master holds open for writing.</summary>
    public IReadOnlyList<string> WrittenFiles(ProcessEntry process) => _search.WrittenFiles(process);

    /// <summary>Why a process is not believed.</summary>
    public static string Distrust(ProcessEntry process) =>
        $"Process {process.ProcessId} calls itself a php-fpm master, but its program {SafeText.Escape(process.ExecutablePath ?? "(not seen)")} is not php-fpm or can be changed by others than root: passed over.";

    private static bool IsMasterTitle(string title) => title.StartsWith(TitleStart, StringComparison.Ordinal) && title.EndsWith(')');

    private static bool IsProgram(ProcessEntry process) =>
        process.ExecutablePath is null || Path.GetFileName(process.ExecutablePath).StartsWith(ProgramStart, StringComparison.Ordinal);
}
