using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>
/// PHP's own limit ends a script with a message in the log and a 500; php-fpm's with a signal and a 502. PHP's counts CPU time only on
/// Linux (php-src: Zend/zend_execute_API.c, zend_set_timeout_ex, ITIMER_PROF), so that it is no limit for a script that waits.
/// </summary>
internal sealed class MaxExecutionTimeRule : IAlignmentRule
{
    private const string Directive = "max_execution_time";

    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: not null, Pool: { } pool } || LimitOf(pool, pair.Fpm) is not { } limit || pool.RequestTerminateTimeout is not { Ticks: > 0 } terminate || limit < terminate)
        {
            yield break;
        }

        yield return new AlignmentMismatch(
            AlignmentMismatchKind.MaxExecutionTimeTooLong,
            Severity.Note,
            502,
            $"A script that computes is ended by php-fpm after {TerminateTimeoutRule.Seconds(terminate)} with a 502, {(limit == TimeSpan.MaxValue ? "and PHP has no limit of its own (max_execution_time = 0), which would end it with a message that says where it was" : $"before PHP's max_execution_time of {TerminateTimeoutRule.Seconds(limit)} could end it with a message that says where it was")}. max_execution_time counts CPU time only: a script that waits is never ended by it.",
            null,
            AlignmentPlace.Of(pool, pool.GetPhpSetting(Directive)?.Name ?? "request_terminate_timeout"),
            [
                new Remedy(
                    "Set it below request_terminate_timeout.",
                    CommandText.SetDirectives(pair.Context, pool, isReloaded: true, ($"php_admin_value[{Directive}]", Math.Max(1, (int)terminate.TotalSeconds - 1).ToString(CultureInfo.InvariantCulture))),
                    ChangeApplies.FpmReload,
                    Disruptions.FpmReload),
            ]);
    }

    // 0 is no limit, which comes after every other one.
    private static TimeSpan? LimitOf(FpmPool pool, FpmFacts? fpm)
    {
        string? text = pool.GetPhpSetting(Directive)?.Value;
        TimeSpan? limit = int.TryParse(text, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : fpm?.MaxExecutionTime;
        return limit == TimeSpan.Zero ? TimeSpan.MaxValue : limit;
    }
}
