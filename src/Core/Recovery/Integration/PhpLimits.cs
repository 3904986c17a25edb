namespace Nginx502;

/// <summary>Limits that decide about a 502, as they are in effect in a worker. Null is one that PHP did not tell.</summary>
/// <param name="MemoryLimitBytes"><c>memory_limit</c> in bytes; -1 for none.</param>
/// <param name="MaxExecutionTime"><c>max_execution_time</c>, of the processor's time; zero for none.</param>
/// <param name="MaxInputTime"><c>max_input_time</c>; a negative one means that max_execution_time counts.</param>
/// <param name="RequestTerminateTimeout"><c>request_terminate_timeout</c> of the pool, after which php-fpm kills the worker: a 502; zero for none.</param>
/// <param name="PostMaxSizeBytes"><c>post_max_size</c> in bytes; 0 for none.</param>
/// <param name="UploadMaxFileSizeBytes"><c>upload_max_filesize</c> in bytes.</param>
/// <param name="OutputBufferingBytes"><c>output_buffering</c> in bytes; 0 for off.</param>
public sealed record PhpLimits(
    long? MemoryLimitBytes,
    TimeSpan? MaxExecutionTime,
    TimeSpan? MaxInputTime,
    TimeSpan RequestTerminateTimeout,
    long? PostMaxSizeBytes,
    long? UploadMaxFileSizeBytes,
    long? OutputBufferingBytes)
{
    /// <summary>Those that end a request.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"memory {Size(MemoryLimitBytes)}, execution {Time(MaxExecutionTime)}, {(RequestTerminateTimeout > TimeSpan.Zero ? $"terminated after {Time(RequestTerminateTimeout)}" : "never terminated")}");

    private static string Size(long? bytes) => bytes switch { null => "not told", < 0 => "no limit", { } limit => MemoryText.Of(limit) };

    private static string Time(TimeSpan? time) => time switch { null => "not told", { Ticks: <= 0 } => "no limit", { } limit => FormattableString.Invariant($"{limit.TotalSeconds:0.###} s") };
}
