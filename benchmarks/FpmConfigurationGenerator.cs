using System.Globalization;
using System.Text;

namespace Nginx502.Benchmarks;

/// <summary>Configurations of php-fpm as a hosting company has them: a pool for each customer.</summary>
internal static class FpmConfigurationGenerator
{
    private const string MainFile = "php-fpm.conf";

    /// <summary>One file with all pools; gives its path.</summary>
    public static string WriteOne(string directory, int pools)
    {
        var text = new StringBuilder(Global(directory));
        for (int index = 0; index < pools; index++)
        {
            text.Append(Pool(directory, index));
        }

        string path = Path.Combine(directory, MainFile);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    /// <summary>A file for each pool; gives the path of the main file.</summary>
    public static string WriteMany(string directory, int pools)
    {
        Directory.CreateDirectory(Path.Combine(directory, "pool.d"));
        for (int index = 0; index < pools; index++)
        {
            File.WriteAllText(Path.Combine(directory, "pool.d", string.Create(CultureInfo.InvariantCulture, $"p{index}.conf")), Pool(directory, index));
        }

        string path = Path.Combine(directory, MainFile);
        File.WriteAllText(path, Global(directory) + $"include = {directory}/pool.d/*.conf\n");
        return path;
    }

    private static string Global(string directory) => $"[global]\nerror_log = {directory}/fpm.log\ndaemonize = no\n\n";

    private static string Pool(string directory, int index) => string.Create(CultureInfo.InvariantCulture, $"""
        ; The pool of customer {index}.
        [customer{index}]
        user = 65534
        group = 65534
        listen = {directory}/customer{index}.sock
        listen.owner = 65534
        listen.group = 65534
        listen.mode = 0660

        pm = dynamic
        pm.max_children = 5
        pm.start_servers = 2
        pm.min_spare_servers = 1
        pm.max_spare_servers = 3
        ;pm.max_requests = 500

        env[PATH] = /usr/local/bin:/usr/bin:/bin
        env[DB_PASSWORD] = "secret {index}"
        php_admin_value[error_log] = /var/log/customer{index}.log
        php_admin_value[memory_limit] = 128M
        php_admin_flag[log_errors] = on


        """);
}
