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
            [new Remedy($"Write process_control_timeout = 10s in the [global] section of {pool.MasterConfigurationPath}, and reload php-fpm. Not more than 5 to 20 s: all pools wait during a reload.", Applies: ChangeApplies.FpmReload)]);
    }
}
