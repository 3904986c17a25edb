using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What is the same to find out for both kinds of masters.</summary>
internal static class MasterFacts
{
    /// <summary>The files as a master sees them; this process's own where it sees the same.</summary>
    /// <param name="master">The master.</param>
    /// <param name="ownNamespace">Our own mount namespace.</param>
    public static FileTree FilesOf(RunningMaster master, string? ownNamespace) =>
        ProcessTrust.IsElsewhere(master.Process, ownNamespace)
            ? ProcessTree.Open(master.Process) ?? FileTree.At(ProcessTree.PathOf(master.Process.ProcessId))
            : FileTree.Host;

    /// <summary>The program that a master runs, whatever lies at its path by now.</summary>
    public static FileOpening OpenProgram(ProcessEntry process, FileTree files)
    {
        FileOpening running = FileOpening.OpenRunning(string.Create(CultureInfo.InvariantCulture, $"{ProcessTable.DefaultRoot}/{process.ProcessId}/exe"));
        return running.Handle is null && process.ExecutablePath is { } path && !process.IsExecutableDeleted ? files.Open(path) : running;
    }

    /// <summary>The workers, with their users' names as the master's files tell them.</summary>
    public static IReadOnlyList<GatewayWorker> WorkersOf(IReadOnlyList<ProcessEntry> workers, FileTree files)
    {
        UserTable users = UserTable.Read(files);
        return
        [
            .. workers.Where(worker => worker.Credentials is not null).Select(worker => new GatewayWorker(
                worker.ProcessId,
                worker.StartTime,
                worker.Title.StartsWith(FpmMasters.WorkerTitle, StringComparison.Ordinal) ? SafeText.Escape(worker.Title[FpmMasters.WorkerTitle.Length..]) : null,
                SafeText.Escape(users.UserName(worker.Credentials!.EffectiveUserId)),
                worker.Credentials.EffectiveUserId,
                SafeText.Escape(users.GroupName(worker.Credentials.EffectiveGroupId)),
                worker.Credentials.EffectiveGroupId,
                worker.Credentials.GroupIds)
            {
                State = worker.State,
            }),
        ];
    }

    /// <summary>A path as nginx and php-fpm complete it: relative ones begin in a directory.</summary>
    public static string Combine(string directory, string path) => path.StartsWith('/') ? path : directory.TrimEnd('/') + "/" + path;

    /// <summary>That the options of a master are not what they were given as.</summary>
    public static NotSeen OptionsNotSeen(string kind, int processId, string? problem) => new(
        $"the options of the {kind} master {processId.ToString(CultureInfo.InvariantCulture)}",
        (problem ?? "its memory does not tell") + "; its title alone was read",
        NotSeen.AsRoot);
}
