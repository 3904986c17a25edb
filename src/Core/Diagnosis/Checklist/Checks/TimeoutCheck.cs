using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Do fastcgi_read_timeout, request_terminate_timeout and max_execution_time come in the right order? An item for each pool and read timeout.</summary>
internal sealed class TimeoutCheck : IChecklistCheck
{
    private static readonly AlignmentMismatchKind[] Kinds =
        [AlignmentMismatchKind.TerminateTimeoutTooLong, AlignmentMismatchKind.MaxExecutionTimeTooLong, AlignmentMismatchKind.KeepaliveTimeoutTooShort];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "timeouts";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context)
    {
        (AlignmentResult Result, NginxUpstream Upstream, FpmPool Pool)[] pairs = [.. context.Judged.Alignment.SelectMany(result => PairOf(context, result))];
        return pairs.Length > 0
            ? pairs.GroupBy(pair => (pair.Pool, pair.Upstream.ReadTimeout)).Select(group => ItemOf(context, [.. group]))
            : [context.Item(this, ChecklistStatus.Skipped, "pools", "No upstream leads to a pool of this machine, so that there is nothing to compare.", "both configurations")];
    }

    private static IEnumerable<(AlignmentResult Result, NginxUpstream Upstream, FpmPool Pool)> PairOf(ChecklistContext context, AlignmentResult result)
    {
        NginxUpstream? upstream = context.Upstreams.FirstOrDefault(found => found.Server == result.Server && found.Location == result.Location && (result.Endpoint is null || found.Endpoints.Contains(result.Endpoint)));
        FpmPool? pool = context.Snapshot.Configuration.Pools.FirstOrDefault(found => found.Pool == result.Pool && found.ConfigurationPath == result.ConfigurationPath);
        return upstream is null || pool is null ? [] : [(result, upstream, pool)];
    }

    private ChecklistItem ItemOf(ChecklistContext context, (AlignmentResult Result, NginxUpstream Upstream, FpmPool Pool)[] pairs)
    {
        (AlignmentResult result, NginxUpstream upstream, FpmPool pool) = pairs[0];
        AlignmentMismatch? worst = pairs.SelectMany(pair => pair.Result.Mismatches).Where(mismatch => Kinds.Contains(mismatch.Kind)).MaxBy(mismatch => mismatch.Severity);
        string numbers = $"fastcgi_read_timeout {Say(upstream.ReadTimeout)}, request_terminate_timeout {(pool.RequestTerminateTimeout <= TimeSpan.Zero ? "off" : Say(pool.RequestTerminateTimeout))}, max_execution_time {ExecutionTime(context, pool)}.";
        ChecklistStatus status = ChecklistText.StatusOf(worst?.Severity);
        return context.Item(
            this,
            status,
            $"pool {pool.Pool}",
            worst is null ? $"They come in the right order: {numbers}" : $"{numbers} {worst.Explanation}",
            $"nginx: {ChecklistText.Few(pairs.Select(pair => $"{pair.Upstream.Server} {pair.Upstream.Location}"))}; php-fpm: {pool.ConfigurationPath}",
            status == ChecklistStatus.Passed ? [] : worst!.Remedies) with
        {
            Endpoint = result.Endpoint,
            Pool = pool.Pool,
            ConfigurationPath = pool.ConfigurationPath,
        };
    }

    private static string ExecutionTime(ChecklistContext context, FpmPool pool)
    {
        string? own = pool.GetPhpSetting("max_execution_time")?.Value;
        TimeSpan? ofIni = context.Snapshot.Configuration.Fpm.FirstOrDefault(fpm => fpm.ConfigurationPath == pool.MasterConfigurationPath)?.MaxExecutionTime;
        TimeSpan? time = int.TryParse(own, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : ofIni;
        return time is { } limit && limit == TimeSpan.Zero ? "off" : Say(time);
    }

    private static string Say(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.###} s") : "not known";
}
