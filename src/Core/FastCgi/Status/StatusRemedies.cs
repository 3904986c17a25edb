namespace Nginx502.FastCgi;

/// <summary>What makes a status page readable.</summary>
internal static class StatusRemedies
{
    private const string SuggestedPath = "/fpm-status";

    private const string ReloadDisruption =
        "A reload of php-fpm stops all of its pools until their requests are over, and ends these where process_control_timeout is not set.";

    /// <summary>For a pool without the page.</summary>
    /// <param name="pool">The pool's name; null when it is not known.</param>
    public static Remedy SetPath(string? pool) => new(
        $"Set pm.status_path = {SuggestedPath} in the pool, and let nginx hand that URI to nobody from outside.",
        CommandFor(pool, $"@{{ 'pm.status_path' = '{SuggestedPath}' }}"),
        ChangeApplies.FpmReload,
        ReloadDisruption);

    /// <summary>For a pool whose workers are all busy.</summary>
    /// <param name="pool">The pool's name; null when it is not known.</param>
    public static Remedy SetListen(string? pool) => new(
        "Set pm.status_listen (since PHP 8.0) to a socket of its own, as /run/php/status.sock: the page is answered there when all workers are busy.",
        CommandFor(pool, "@{ 'pm.status_listen' = '/run/php/status.sock' }"),
        ChangeApplies.FpmReload,
        ReloadDisruption);

    private static string? CommandFor(string? pool, string directives) =>
        pool is null ? null : $"Set-FpmPoolTuning -Pool '{pool.Replace("'", "''", StringComparison.Ordinal)}' -Directive {directives} -Reload";
}
