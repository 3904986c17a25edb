using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Open files, connections of workers, processes. Of many workers of one kind the one that has least left stands for all.</summary>
internal static class ProcessRules
{
    /// <summary>Judges them.</summary>
    public static IEnumerable<GatewayResource> Judge(GatewayResourceFacts facts, ResourceRow row) =>
    [
        .. facts.Processes.GroupBy(process => (process.Program, process.ConfigurationPath, process.IsMaster, process.Pool)).SelectMany(kind => OfKind([.. kind], row)),
        .. facts.Groups.SelectMany(group => OfGroup(group, row)),
        .. facts.Processes.Where(process => !process.IsRoot && process.UserTaskLimit is not null)
            .GroupBy(process => (process.User, process.UserTaskLimit)).Select(user => OfUser(user.First(), row)),
        .. facts.Tasks is { } tasks ? OfMachine(tasks, row) : [],
    ];

    private static IEnumerable<GatewayResource> OfKind(IReadOnlyList<ProcessResources> processes, ResourceRow row)
    {
        if (processes.Where(process => process.OpenFiles is not null).MaxBy(process => (double)process.OpenFiles!.Value / (process.OpenFileLimit ?? long.MaxValue)) is { } fullest)
        {
            yield return OpenFiles(fullest, processes.Count, row);
        }

        if (processes.Where(process => process.Connections is not null).MaxBy(process => process.Connections) is { } busiest)
        {
            GatewayResourceState state = ResourceRow.OfCount(busiest.Connections!.Value, busiest.ConnectionLimit);
            yield return row.Make(
                GatewayResourceKind.WorkerConnections, SubjectOf(busiest, processes.Count, row), busiest.Connections, busiest.ConnectionLimit, "connections", state,
                $"About {busiest.Connections} of {busiest.ConnectionLimit} (worker_connections) are in use{(state == GatewayResourceState.Fine ? "." : ": beyond, nginx closes kept connections and then refuses visitors with a 500 or a reset. Each request to php-fpm takes two.")}",
                new Remedy("Raise worker_connections in the events block, and worker_rlimit_nofile with it.", null, ChangeApplies.NginxReload));
        }
    }

    private static GatewayResource OpenFiles(ProcessResources process, int count, ResourceRow row)
    {
        GatewayResourceState state = ResourceRow.OfCount(process.OpenFiles!.Value, process.OpenFileLimit);
        bool isBelowConnections = process.ConnectionLimit > process.OpenFileLimit;
        string explanation = $"{process.OpenFiles} of {(process.OpenFileLimit is { } limit ? limit.ToString(CultureInfo.InvariantCulture) : "any number of")} descriptors are open{(count > 1 ? $" in the one of {count} that has most" : string.Empty)}.";
        if (state > GatewayResourceState.Note)
        {
            explanation += process.Program == "nginx"
                ? " Beyond, nginx logs \"Too many open files\" and answers 500 or 502."
                : " Beyond, php-fpm can accept nothing, and scripts can open no file.";
        }
        else if (isBelowConnections)
        {
            explanation += $" worker_connections is {process.ConnectionLimit}: the descriptors end before the connections do.";
            state = GatewayResourceState.Warning;
        }

        Remedy remedy = process switch
        {
            { Program: "nginx", IsMaster: false } => new Remedy("Set worker_rlimit_nofile to twice worker_connections or more, at the outermost level of nginx.conf.", null, ChangeApplies.NginxReload),
            { Program: "nginx" } => new Remedy("Set LimitNOFILE= in a drop-in of nginx's unit.", "systemctl edit nginx.service", ChangeApplies.Live, "nginx has to be restarted."),
            { IsMaster: true } => new Remedy("Set rlimit_files in [global], or LimitNOFILE= in a drop-in of the unit.", null, ChangeApplies.FpmRestart),
            _ => new Remedy("Raise rlimit_files of the pool.", process.Pool is { } pool ? MoreFiles(process, pool, row) : null, ChangeApplies.FpmReload),
        };
        return row.Make(
            GatewayResourceKind.OpenFiles, SubjectOf(process, count, row), process.OpenFiles, process.OpenFileLimit, "files", state, explanation, remedy);
    }

    // Where there are several php-fpm, a pool's name alone may be that of another.
    private static string MoreFiles(ProcessResources process, string pool, ResourceRow row) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"Set-FpmPoolTuning -Pool {PasteText.PowerShellArgument(pool)}{(row.NameOf(process.Program, process.ConfigurationPath) == process.Program ? string.Empty : $" -FpmConfigPath {PasteText.PowerShellArgument(process.ConfigurationPath)}")} -Directive @{{ 'rlimit_files' = '{Math.Max(65535, 2 * (process.OpenFileLimit ?? 0))}' }} -Reload");

    private static IEnumerable<GatewayResource> OfGroup(ServiceGroup service, ResourceRow row)
    {
        if (service.Limits.Processes.Where(group => group.Limit is > 0).MaxBy(group => (double)group.Current / group.Limit!.Value) is { } tightest)
        {
            GatewayResourceState state = ResourceRow.OfCount(tightest.Current, tightest.Limit);
            bool wasHit = state == GatewayResourceState.Fine && tightest.LimitHits > 0;
            yield return row.Make(
                GatewayResourceKind.Processes, $"{row.NameOf(service.Program, service.ConfigurationPath)}, {tightest.Path}", tightest.Current, tightest.Limit, "tasks",
                wasHit ? GatewayResourceState.Note : state,
                $"{tightest.Current} of {tightest.Limit} processes and threads of this control group (TasksMax){(state == GatewayResourceState.Fine ? "." : ": beyond, php-fpm can start no worker and scripts no program.")}{(tightest.LimitHits > 0 ? $" It was refused {CountText.Times(tightest.LimitHits!.Value)} since it was made." : string.Empty)}",
                new Remedy("Raise TasksMax= in a drop-in of the unit.", null, ChangeApplies.Live));
        }
    }

    private static GatewayResource OfUser(ProcessResources process, ResourceRow row) => row.Make(
        GatewayResourceKind.Processes, $"user {process.User}", process.UserTasks, process.UserTaskLimit, "tasks",
        ResourceRow.OfCount(process.UserTasks, process.UserTaskLimit),
        $"{process.UserTasks} of {process.UserTaskLimit} processes and threads of this user (RLIMIT_NPROC): beyond, its scripts can start no program.",
        new Remedy("Raise LimitNPROC= in a drop-in of the unit, or nproc in /etc/security/limits.conf."));

    private static IEnumerable<GatewayResource> OfMachine(MachineTasks tasks, ResourceRow row)
    {
        long? limit = tasks.ThreadLimit is { } threads && tasks.NumberLimit is { } numbers ? Math.Min(threads, numbers) : tasks.ThreadLimit ?? tasks.NumberLimit;
        yield return row.Make(
            GatewayResourceKind.Processes, "machine", tasks.Tasks, limit, "tasks", ResourceRow.OfCount(tasks.Tasks, limit),
            $"{tasks.Tasks} of {limit} processes and threads: the smaller of kernel.threads-max and kernel.pid_max.",
            new Remedy("Find what starts so many.", "ps -eo user= | sort | uniq -c | sort -rn | head"));
        if (tasks.OpenFiles is { } files)
        {
            yield return row.Make(
                GatewayResourceKind.SystemOpenFiles, "machine", files, tasks.OpenFileLimit, "files", ResourceRow.OfCount(files, tasks.OpenFileLimit),
                "Open files of all processes (fs.file-max).",
                new Remedy("Raise it.", "sysctl fs.file-max=1000000"));
        }
    }

    private static string SubjectOf(ProcessResources process, int count, ResourceRow row) =>
        $"{row.NameOf(process.Program, process.ConfigurationPath)} {(process.IsMaster ? "master" : process.Pool is { } pool ? $"pool {pool}, worker" : "worker")} {process.ProcessId.ToString(CultureInfo.InvariantCulture)}{(count > 1 ? $" of {count}" : string.Empty)}";
}
