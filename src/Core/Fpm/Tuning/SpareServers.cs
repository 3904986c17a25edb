namespace Nginx502.Fpm;

/// <summary>
/// The numbers of pm = dynamic beside pm.max_children. They keep php-fpm's rules (php-src: sapi/fpm/fpm/fpm_conf.c): 1 &lt;= min &lt;= start &lt;= max &lt;=
/// pm.max_children.
/// </summary>
/// <param name="Start">pm.start_servers.</param>
/// <param name="Minimum">pm.min_spare_servers.</param>
/// <param name="Maximum">pm.max_spare_servers.</param>
internal readonly record struct SpareServers(int Start, int Minimum, int Maximum)
{
    /// <summary>
    /// Those for a number of workers: a quarter is kept idle for the next rush, no more than half, and it starts with the middle, as php-fpm
    /// itself does when nothing is set.
    /// </summary>
    public static SpareServers For(int maxChildren)
    {
        int minimum = Math.Max(1, maxChildren / 4);
        int maximum = Math.Max(minimum, maxChildren / 2);
        return new SpareServers(minimum + ((maximum - minimum) / 2), minimum, maximum);
    }
}
