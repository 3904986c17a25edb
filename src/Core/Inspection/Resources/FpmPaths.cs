using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>The paths to which a php-fpm writes, by its configuration, php.ini and what PHP does where nothing is set.</summary>
internal static class FpmPaths
{
    // Debian and Ubuntu build this in, and make it with the package; elsewhere PHP takes the directory of temporary files.
    private const string DebianSessions = "/var/lib/php/sessions";
    private const string Temporary = "/tmp";

    /// <summary>The paths.</summary>
    public static IEnumerable<WrittenPath> Of(FpmReading reading)
    {
        (FpmInstance instance, FpmConfiguration configuration) = reading;
        string? log = configuration.GlobalSettings.FirstOrDefault(setting => setting.Name == "error_log")?.Value;
        if (log is ['/', ..])
        {
            yield return new WrittenPath(instance.Files, log, FileSystemFacts.FpmLogs);
        }

        foreach (FpmPool pool in configuration.Pools)
        {
            foreach (string path in new[] { pool.AccessLog, pool.SlowLog }.OfType<string>().Where(path => path.StartsWith('/')))
            {
                yield return new WrittenPath(instance.Files, path, FileSystemFacts.FpmLogs);
            }

            if (pool.Endpoint is { IsUnixSocket: true } endpoint && Path.GetDirectoryName(endpoint.SocketPath) is { } directory)
            {
                yield return new WrittenPath(instance.Files, directory, "sockets of php-fpm");
            }

            string root = pool.Chroot is ['/', ..] chroot ? chroot.TrimEnd('/') : string.Empty;
            string uploads = Setting(reading, pool, "upload_tmp_dir") ?? Setting(reading, pool, "sys_temp_dir") ?? Temporary;
            yield return new WrittenPath(instance.Files, root + uploads, FileSystemFacts.Uploads);
            if (SessionPath(reading, pool, root) is { } sessions)
            {
                yield return new WrittenPath(instance.Files, root + sessions, FileSystemFacts.Sessions);
            }
        }
    }

    // Handlers such as redis keep them elsewhere, and need no disk.
    private static string? SessionPath(FpmReading reading, FpmPool pool, string root)
    {
        if (Setting(reading, pool, "session.save_handler") is not (null or "files"))
        {
            return null;
        }

        // "N;MODE;/path": the levels of directories come first.
        string? path = Setting(reading, pool, "session.save_path")?.Split(';')[^1];
        return path is ['/', ..] ? path
            : root.Length == 0 && reading.Instance.Files.TryReadStatus(DebianSessions, out FileStatus status) && status.Kind == FileKind.Directory ? DebianSessions
            : Temporary;
    }

    // What the pool sets wins over php.ini.
    private static string? Setting(FpmReading reading, FpmPool pool, string name)
    {
        string? value = pool.GetPhpSetting(name)?.Value ?? PhpIniFiles.Find(reading.Instance, name, out _);
        value = value?.Trim(' ', '"', '\'');
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
