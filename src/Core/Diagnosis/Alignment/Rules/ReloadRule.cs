namespace Nginx502.Diagnosis;

/// <summary>With process_control_timeout = 0, which is built in, a reload of php-fpm ends running requests (php-src: sapi/fpm/fpm/fpm_process_ctl.c).</summary>
internal sealed class ReloadRule : IAlignmentRule
{
    /// <inheritdoc/>
    public IEnumerable<AlignmentMismatch> Check(AlignmentPair pair)
    {
        if (pair is not { Upstream: not null, Pool: { } pool } || pool.ProcessControlTimeout > TimeSpan.Zero)
        {
            yield break;
        }

        FpmSetting? setting = pool.GlobalSettings.FirstOrDefault(setting => setting.Name == "process_control_timeout");
        yield return new AlignmentMismatch(
            AlignmentMismatchKind.ReloadEndsRequests,
            Severity.Note,
            502,
            "process_control_timeout is 0: each reload of php-fpm ends running requests, and their visitors get a 502.",
            null,
            new AlignmentPlace("process_control_timeout = 0", setting?.Path, setting?.LineNumber),
            [
                new Remedy(
                    "Let running requests end first: 5 to 20 s, not more, since all pools wait during a reload.",
                    CommandText.ForPool(pair.Context, "Set-FpmPoolTuning", pool, "-ProcessControlTimeout 10 -Reload"),
                    ChangeApplies.FpmReload,
                    "A reload of php-fpm stops and starts all its pools; this one still ends running requests."),
            ]);
    }
}
