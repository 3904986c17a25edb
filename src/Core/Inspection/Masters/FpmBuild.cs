using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// What a php-fpm was built with, from the texts in its program file: PHP's own constants, the command of configure where the
/// distribution left it in, and the messages of what was compiled in. The program is not run.
/// </summary>
/// <param name="Version">PHP's version: <c>8.2.36</c>.</param>
/// <param name="Prefix">The directory that included paths and most others are relative to.</param>
/// <param name="SysconfDirectory">Where the configuration is: php-fpm.conf is looked for here or as the distribution chose.</param>
/// <param name="LocalStateDirectory">The directory that <c>pid</c>, <c>error_log</c> and log paths are relative to.</param>
/// <param name="ConfigurationPath">The main file unless <c>-y</c> or <c>-p</c> tells another.</param>
/// <param name="PhpIniDirectory">Where php.ini is; null when the program does not tell.</param>
/// <param name="PhpIniScanDirectory">Where further .ini files are, unless PHP_INI_SCAN_DIR tells others; empty for none.</param>
/// <param name="HasAcl">True when <c>listen.acl_users</c> has an effect.</param>
/// <param name="HasSystemd">True when it can tell systemd that it is ready.</param>
/// <param name="Arguments">The arguments of configure, in order; empty where the distribution left them out, as Debian does.</param>
/// <param name="IsCertain">False when a directory is not in the program's texts and was taken from what is usual.</param>
public sealed record FpmBuild(
    string Version,
    string Prefix,
    string SysconfDirectory,
    string LocalStateDirectory,
    string ConfigurationPath,
    string? PhpIniDirectory,
    string PhpIniScanDirectory,
    bool HasAcl,
    bool HasSystemd,
    IReadOnlyList<string> Arguments,
    bool IsCertain)
{
    private static readonly BuildCache<FpmBuild> Known = new();

    /// <summary>Reads a program file of this machine. Null with the reason, in words that follow the path, when it is no php-fpm.</summary>
    public static FpmBuild? Read(string executable, out string? problem) => Read(FileTree.Host, executable, out problem);

    /// <summary>Reads a program file of a tree. Null with the reason, in words that follow the path, when it is no php-fpm.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="executable">Its full path there.</param>
    /// <param name="problem">The reason; null with a result.</param>
    public static FpmBuild? Read(FileTree files, string executable, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Read(files.Open(executable), out problem);
    }

    internal static FpmBuild? Read(FileOpening opening, out string? problem) => Known.Get(opening, Parse, "php-fpm", out problem);

    internal static FpmBuild? Parse(ProgramText text)
    {
        string? version = text.After("X-Powered-By: PHP/"u8);
        if (version is null || !text.Contains("fpm is running, pid %d"u8))
        {
            return null;
        }

        IReadOnlyList<string> arguments = text.Around("configure'  '"u8) is { } command ? [.. ProgramText.Words(command).Skip(1)] : [];
        var constants = new PhpConstants(text);
        string? prefix = constants.Directory("PHP_PREFIX") ?? ProgramText.Option(arguments, "--prefix");
        string? sysconf = constants.Directory("PHP_SYSCONFDIR") ?? ProgramText.Option(arguments, "--sysconfdir");
        string? localState = constants.Directory("PHP_LOCALSTATEDIR") ?? ProgramText.Option(arguments, "--localstatedir");

        // autoconf's own defaults, below the prefix; distributions that install below /usr give the other two.
        string usualPrefix = prefix ?? (arguments.Count > 0 ? "/usr/local" : "/usr");
        string usualSysconf = sysconf ?? (usualPrefix == "/usr" ? "/etc" : usualPrefix + "/etc");
        string scan = constants.Directory("PHP_CONFIG_FILE_SCAN_DIR") ?? ProgramText.Option(arguments, "--with-config-file-scan-dir") ?? string.Empty;
        string? iniDirectory = constants.Directory("PHP_CONFIG_FILE_PATH")
            ?? ProgramText.Option(arguments, "--with-config-file-path")
            ?? (arguments.Count > 0 ? usualPrefix + "/lib" : Path.GetFileName(scan) == "conf.d" ? Path.GetDirectoryName(scan) : null);
        return new FpmBuild(
            version,
            usualPrefix,
            usualSysconf,
            localState ?? (usualPrefix == "/usr" ? "/var" : usualPrefix + "/var"),
            ConfigurationPathOf(text, version, usualSysconf),
            iniDirectory,
            scan,
            text.Contains("failed to read the ACL of the socket"u8),
            text.Contains("systemd monitor interval set to"u8),
            arguments,
            (prefix is not null && sysconf is not null && localState is not null) || arguments.Count > 0);
    }

    // php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_init_main: "%s/php-fpm.conf"; Debian made it "%s/php/%d.%d/fpm/php-fpm.conf".
    private static string ConfigurationPathOf(ProgramText text, string version, string sysconf)
    {
        string[] numbers = version.Split('.');
        string format = text.Contains("\0%s/php/%d.%d/fpm/php-fpm.conf\0"u8) && numbers.Length > 1
            ? string.Create(CultureInfo.InvariantCulture, $"/php/{numbers[0]}.{numbers[1]}/fpm/php-fpm.conf")
            : "/php-fpm.conf";
        return sysconf + format;
    }
}
