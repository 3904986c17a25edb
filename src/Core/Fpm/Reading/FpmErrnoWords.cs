namespace Nginx502.Fpm;

/// <summary>The words that php-fpm puts behind a failed system call: <c>: No such file or directory (2)</c> (php-src: sapi/fpm/fpm/zlog.c, ZLOG_SYSERROR).</summary>
internal static class FpmErrnoWords
{
    /// <summary>The words.</summary>
    public static string Of(Errno error) => error switch
    {
        Errno.ENOENT => ": No such file or directory (2)",
        Errno.EACCES => ": Permission denied (13)",
        Errno.ENOTDIR => ": Not a directory (20)",
        Errno.EISDIR => ": Is a directory (21)",
        _ => $": error {(int)error}",
    };
}
