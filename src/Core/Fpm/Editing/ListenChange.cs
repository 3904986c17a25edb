namespace Nginx502.Fpm;

/// <summary>
/// How a change of a pool's socket takes effect. A reload takes sockets along as they are, makes those of new addresses anew with their owner, mode
/// and queue, and lets go of old ones only then: where a new one needs the place of an old one, php-fpm ends (seen with PHP-FPM 8.2.36).
/// </summary>
internal static class ListenChange
{
    /// <summary>How a directive takes effect in a change.</summary>
    /// <param name="directive">The directive; null for one that has a key.</param>
    /// <param name="before">Where the pool listens before the change; null when it does not.</param>
    /// <param name="after">Where it listens afterwards.</param>
    public static ChangeApplies AppliesOf(FpmDirective? directive, string? before, string? after)
    {
        ChangeApplies usual = directive?.Applies ?? ChangeApplies.FpmReload;
        if (directive?.Name.StartsWith("listen", StringComparison.Ordinal) != true || before == after || string.IsNullOrEmpty(after))
        {
            return usual;
        }

        if (string.IsNullOrEmpty(before))
        {
            return ChangeApplies.FpmReload;
        }

        FpmListenAddress old = FpmListenAddress.Parse(before);
        FpmListenAddress now = FpmListenAddress.Parse(after);
        bool isElsewhere = old.SocketPath != now.SocketPath || old.Port != now.Port;
        return isElsewhere ? ChangeApplies.FpmReload : old.IsEveryAddress != now.IsEveryAddress ? ChangeApplies.FpmRestart : usual;
    }
}
