namespace Nginx502.FastCgi;

/// <summary>Reads php-fpm's status page, as JSON or as text. Never throws for what it reads.</summary>
internal static class StatusPage
{
    /// <summary>Reads a page; null when it is none.</summary>
    /// <param name="page">The body.</param>
    /// <param name="time">When it was asked for, local time.</param>
    /// <param name="endpoint">Where it was asked for.</param>
    /// <param name="configurationPath">The file of the pool that was asked.</param>
    public static FpmStatus? Read(ReadOnlySpan<byte> page, DateTime time, FpmEndpoint? endpoint = null, string? configurationPath = null)
    {
        StatusFields fields = new();
        if (!JsonStatusReader.TryRead(page, fields))
        {
            // What was read before the mistake is read again.
            fields = new StatusFields();
            if (!BrokenJsonStatusReader.TryRead(page, fields) && !TextStatusReader.TryRead(page, fields))
            {
                return null;
            }
        }

        return Make(fields, time, endpoint, configurationPath);
    }

    private static FpmStatus? Make(StatusFields fields, DateTime time, FpmEndpoint? endpoint, string? configurationPath)
    {
        Dictionary<string, string> pool = fields.Pool;
        if (StatusValue.Text(Value(pool, "pool")) is not { } name
            || StatusValue.Count(Value(pool, "accepted conn")) is not { } accepted
            || StatusValue.SmallCount(Value(pool, "idle processes")) is not { } idle
            || StatusValue.SmallCount(Value(pool, "active processes")) is not { } active
            || StatusValue.SmallCount(Value(pool, "total processes")) is not { } total)
        {
            return null;
        }

        int? queue = StatusValue.SmallCount(Value(pool, "listen queue"));
        int? maximumQueue = StatusValue.SmallCount(Value(pool, "max listen queue"));
        int? queueLength = StatusValue.SmallCount(Value(pool, "listen queue len"));
        bool countsQueue = queue > 0 || maximumQueue > 0 || queueLength > 0;
        FpmProcessManager manager = ManagerOf(Value(pool, "process manager"));
        return new FpmStatus
        {
            Pool = name,
            ConfigurationPath = configurationPath,
            Endpoint = endpoint,
            Time = time,
            ProcessManager = manager,
            StartTime = StatusValue.Time(Value(pool, "start time")),
            StartSince = StatusValue.Seconds(Value(pool, "start since")),
            AcceptedConnections = accepted,
            ListenQueue = countsQueue ? queue : null,
            MaxListenQueue = countsQueue ? maximumQueue : null,
            ListenQueueLength = countsQueue ? queueLength : null,
            IdleProcesses = idle,
            ActiveProcesses = active,
            TotalProcesses = total,
            MaxActiveProcesses = StatusValue.SmallCount(Value(pool, "max active processes")),
            MaxChildrenReached = manager == FpmProcessManager.Static ? null : StatusValue.Count(Value(pool, "max children reached")),
            SlowRequests = StatusValue.Count(Value(pool, "slow requests")),
            MemoryPeakBytes = StatusValue.Count(Value(pool, "memory peak")),
            Processes = [.. fields.Processes.Select(MakeProcess).OfType<FpmStatusProcess>()],
        };
    }

    private static FpmStatusProcess? MakeProcess(Dictionary<string, string> process)
    {
        if (StatusValue.SmallCount(Value(process, "pid")) is not { } id)
        {
            return null;
        }

        FpmProcessState state = StateOf(Value(process, "state"));
        long? requests = StatusValue.Count(Value(process, "requests"));
        bool hasLastRequest = state == FpmProcessState.Idle && requests > 0;
        return new FpmStatusProcess
        {
            ProcessId = id,
            State = state,
            StartTime = StatusValue.Time(Value(process, "start time")),
            StartSince = StatusValue.Seconds(Value(process, "start since")),
            Requests = requests,

            // Before its first connection php-fpm counts from the boot of the machine.
            RequestDuration = state == FpmProcessState.Starting ? null : StatusValue.Microseconds(Value(process, "request duration")),
            Method = StatusValue.Text(Value(process, "request method")),
            RequestUri = UriOf(process) is { } uri ? SecretText.MaskQuery(WithQuery(uri, process)) : null,
            ContentLength = StatusValue.Count(Value(process, "content length")),
            User = StatusValue.Text(Value(process, "user")),
            Script = StatusValue.Text(Value(process, "script")),
            LastRequestCpu = hasLastRequest ? StatusValue.Percent(Value(process, "last request cpu")) : null,
            LastRequestMemoryBytes = hasLastRequest ? StatusValue.Count(Value(process, "last request memory")) : null,
        };
    }

    private static string? Value(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name);

    // A request without SCRIPT_NAME has the dash that stands for none, and its query string behind it.
    private static string? UriOf(Dictionary<string, string> process) =>
        StatusValue.Text(Value(process, "request uri")) is { } uri && !uri.StartsWith("-?", StringComparison.Ordinal) ? uri : null;

    // fpm_get_status() tells the query string by itself.
    private static string WithQuery(string uri, Dictionary<string, string> process) =>
        StatusValue.Text(Value(process, "query string")) is { } query && !uri.Contains('?', StringComparison.Ordinal) ? $"{uri}?{query}" : uri;

    private static FpmProcessManager ManagerOf(string? text) => text switch
    {
        "static" => FpmProcessManager.Static,
        "dynamic" => FpmProcessManager.Dynamic,
        "ondemand" => FpmProcessManager.OnDemand,
        _ => FpmProcessManager.None,
    };

    private static FpmProcessState StateOf(string? text) => text switch
    {
        "(null)" => FpmProcessState.Starting,
        "Idle" => FpmProcessState.Idle,
        "Reading headers" => FpmProcessState.ReadingHeaders,
        "Getting request information" or "Getting request informations" => FpmProcessState.GettingRequestInformation,
        "Running" => FpmProcessState.Running,
        "Ending" => FpmProcessState.Ending,
        "Finishing" => FpmProcessState.Finishing,
        _ => FpmProcessState.Unknown,
    };
}
