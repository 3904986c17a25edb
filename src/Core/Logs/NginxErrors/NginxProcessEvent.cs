namespace Nginx502.Logs;

/// <summary>What nginx's error log tells of its own processes.</summary>
internal enum NginxProcessEvent
{
    /// <summary>It was started. Told with <c>error_log … notice</c> only.</summary>
    Started,

    /// <summary>It was told to read its configuration again. Told with <c>notice</c> only.</summary>
    Reloaded,

    /// <summary>It was told to run its program anew, as for an upgrade. Told with <c>notice</c> only.</summary>
    ProgramChanged,

    /// <summary>It was told to stop. Told with <c>notice</c> only.</summary>
    Stopped,

    /// <summary>A worker ended by itself.</summary>
    WorkerCrashed,

    /// <summary>It could not start, or refused the configuration of a reload.</summary>
    Failed,
}
