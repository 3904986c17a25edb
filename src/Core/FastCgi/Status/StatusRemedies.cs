namespace Nginx502.FastCgi;

/// <summary>What makes a status page readable.</summary>
internal static class StatusRemedies
{
    private const string SuggestedPath = "/fpm-status";

    private const string ReloadDisruption =
        "A reload of php-fpm stops all of its pools until their requests are over, and ends these where process_control_timeout is not set.";

    /// <summary>For a pool without the page.</summary>
    /// <param name="pool">The pool; null when it is not known.</param>
    public static Remedy SetPath(FpmPool? pool) => new(
        $"Set pm.status_path = {SuggestedPath} in the pool, and let nginx hand that URI to nobody from outside.",
        CommandFor(pool, $"@{{ 'pm.status_path' = '{SuggestedPath}' }}"),
        ChangeApplies.FpmReload,
        ReloadDisruption);

    /// <summary>For a pool whose workers are all busy.</summary>
    /// <param name="pool">The pool; null when it is not known.</param>
    public static Remedy SetListen(FpmPool? pool)
    {
        string socket = SuggestedSocket(pool);
        return new Remedy(
            $"Set pm.status_listen (since PHP 8.0) to a socket of its own, as {socket}: the page is answered there when all workers are busy.",
            CommandFor(pool, $"@{{ 'pm.status_listen' = '{socket}' }}"),
            ChangeApplies.FpmReload,
            ReloadDisruption);
    }

    // Beside the pool's own socket: that directory is there, and nginx's worker may search it. Two pools cannot share one.
    private static string SuggestedSocket(FpmPool? pool)
    {
        string directory = pool?.Endpoint?.SocketPath is { } path && path.LastIndexOf('/') > 0 ? SafeText.Escape(path[..path.LastIndexOf('/')]) : "/run/php";
        string name = string.Concat((pool?.Pool ?? "fpm").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));
        return $"{directory.Replace("'", string.Empty, StringComparison.Ordinal)}/{name}-status.sock";
    }

    private static string? CommandFor(FpmPool? pool, string directives) => pool is null ? null
        : $"Set-FpmPoolTuning -Pool {PasteText.PowerShellArgument(pool.Pool)} -ConfigurationPath {PasteText.PowerShellArgument(pool.ConfigurationPath)} -Directive {directives} -Reload";
}
