namespace Nginx502.Diagnosis;

/// <summary>
/// php-fpm should end a request before nginx gives up on it: it looks in thirds of request_terminate_timeout, so that a request may
/// live 4/3 of it (php-src: sapi/fpm/fpm/fpm_conf.c, heartbeat), and nginx's clock includes the time in the queue.
/// </summary>
internal sealed class TerminateTimeoutRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: { Protocol: UpstreamProtocol.FastCgi, ReadTimeout: { } read } upstream, Pool: { } pool })
        {
            yield break;
        }

        TimeSpan terminate = pool.RequestTerminateTimeout;
        if (terminate > TimeSpan.Zero && terminate * 4 / 3 < read)
        {
            yield break;
        }

        int fitting = Math.Max(1, (int)(read.TotalSeconds * 3 / 4) - 1);
        bool isOff = terminate <= TimeSpan.Zero;
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.TerminateTimeoutTooLong,
            isOff ? Severity.Note : Severity.Warning,
            504,
            isOff
                ? $"nginx gives up after {Seconds(read)} with a 504, and nothing ends the script then: it keeps its worker for as long as it runs."
                : $"nginx gives up after {Seconds(read)} with a 504; php-fpm ends the script only after {Seconds(terminate)} to {Seconds(terminate * 4 / 3)}, and it keeps its worker until then.",
            upstream.GetSetting("fastcgi_read_timeout") is { } setting ? AlignmentPlace.Of(setting) : pair.NginxPlace,
            AlignmentPlace.Of(pool, "request_terminate_timeout"),
            [
                new Remedy(
                    $"End scripts before nginx gives up ({fitting} s and a third of it are below {Seconds(read)}); visitors of such scripts get a 502 then.",
                    CommandText.ForPool(pair.Context, "Set-FpmPoolTuning", pool, $"-RequestTerminateTimeout {fitting} -Reload"),
                    ChangeApplies.FpmReload,
                    Disruptions.FpmReload),
                .. isOff ? [] : LongerPatience(upstream, terminate),
            ]);
    }

    private static Remedy[] LongerPatience(NginxUpstream upstream, TimeSpan terminate) =>
    [
        new Remedy(
            "Or let nginx wait longer.",
            CommandText.TuneUpstream(upstream, $"-ReadTimeout {(int)Math.Ceiling(terminate.TotalSeconds * 4 / 3) + 1}"),
            ChangeApplies.NginxReload),
    ];

    internal static string Seconds(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
