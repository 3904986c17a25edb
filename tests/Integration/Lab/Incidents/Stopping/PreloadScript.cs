namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The script that opcache preloads, as php-fpm of the laboratory is told by its command line.</summary>
internal static class PreloadScript
{
    private const string Name = "preload.php";

    /// <summary>True where opcache can be loaded.</summary>
    public static bool IsPossible { get; } = LabProgram.HasExtension("opcache");

    public static LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        Write(directory);
        string[] user = LabUser.ForWorkers is { } workers ? ["-d", "opcache.preload_user=" + workers.Name] : [];

        // Without a log of PHP's own the reason is on stderr alone, which no journal keeps here. It is written by the user that preloads.
        string log = LabDirectory.Write(directory.Logs, "php-fpm.log", "");
        if (LabUser.ForWorkers is { } owner)
        {
            UnixCall.ChangeOwner(log, owner);
        }

        return plain with { FpmArguments = ["-d", "log_errors=1", "-d", "error_log=" + log, "-d", "zend_extension=opcache", "-d", "opcache.preload=" + Path.Combine(directory.Configuration, Name), .. user] };
    }

    public static void Write(LabDirectory directory) => LabDirectory.Write(directory.Configuration, Name, "<?php\n");

    public static void Break(LabDirectory directory) => LabDirectory.Write(directory.Configuration, Name, "<?php\nrequire '/srv/shop/vendor/autoload.php';\n");
}
