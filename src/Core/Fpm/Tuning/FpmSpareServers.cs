namespace Nginx502;

/// <summary>
/// The numbers of pm = dynamic beside pm.max_children. They keep php-fpm's rules (php-src: sapi/fpm/fpm/fpm_conf.c): 1 &lt;= min &lt;= start &lt;= max &lt;=
/// pm.max_children.
/// </summary>
/// <param name="Start">pm.start_servers.</param>
/// <param name="Minimum">pm.min_spare_servers.</param>
/// <param name="Maximum">pm.max_spare_servers.</param>
public sealed record FpmSpareServers(int Start, int Minimum, int Maximum)
{
    /// <summary>
    /// Those for a number of workers: a quarter is kept idle for the next rush, no more than half, and it starts with the middle, as php-fpm
    /// itself does when nothing is set.
    /// </summary>
    /// <param name="maxChildren">pm.max_children, at least 1.</param>
    public static FpmSpareServers For(int maxChildren)
    {
        int minimum = Math.Max(1, maxChildren / 4);
        int maximum = Math.Max(minimum, maxChildren / 2);
        return new FpmSpareServers(minimum + ((maximum - minimum) / 2), minimum, maximum);
    }
}
