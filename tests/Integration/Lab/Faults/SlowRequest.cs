namespace Nginx502.Lab.Faults;

/// <summary>The script takes longer than request_slowlog_timeout; php-fpm writes where it was.</summary>
public sealed class SlowRequest : Fault
{
    /// <inheritdoc/>
    public override string Title => "Slow request";

    /// <inheritdoc/>
    public override string Story => "the script takes longer than request_slowlog_timeout.";

    /// <summary>The file name of the slow log below <see cref="LabDirectory.Logs"/>.</summary>
    public const string SlowLogName = "slow.log";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        PoolDirectives = new Dictionary<string, string>
        {
            ["request_slowlog_timeout"] = "1s",
            ["slowlog"] = Path.Combine(directory.Logs, SlowLogName),
        },
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        HeldRequest request = site.Hold();

        // 'finished trace' where tracing is allowed, 'failed to ptrace' in a container where it is not.
        await Patience.UntilAsync(
            () => LabSite.ReadLog(site.Fpm.Log) is { } log
                && (log.Contains("finished trace", StringComparison.Ordinal) || log.Contains("failed to ptrace", StringComparison.Ordinal)),
            "php-fpm to log the slow request").ConfigureAwait(false);
        request.LetGo();
        return [await request.Response.ConfigureAwait(false)];
    }
}
