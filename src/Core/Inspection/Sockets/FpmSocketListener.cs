namespace Nginx502;

/// <summary>The process that listens on a socket. Its texts are safe to show.</summary>
/// <param name="ProcessId">Its number: the master, where it is php-fpm's.</param>
/// <param name="Program">The name of its program: <c>php-fpm8.2</c>.</param>
/// <param name="State">What it does, as ps shows it: S sleeping, T stopped; null when it was not seen.</param>
/// <param name="Pool">The pool, by the titles of the workers; null when it is none of php-fpm's.</param>
/// <param name="Unit">The systemd unit; null when it is in none.</param>
/// <param name="IsMasterGone">True when only workers of php-fpm hold the socket: their master has ended, and nobody starts new ones.</param>
/// <param name="Workers">The workers that take connections from it.</param>
public sealed record FpmSocketListener(
    int ProcessId, string Program, char? State, string? Pool, string? Unit, bool IsMasterGone, FpmSocketWorker[] Workers)
{
    // They listen for a php-fpm that is elsewhere, in a container or on another machine.
    private static readonly string[] Forwarders = ["docker-proxy", "rootlessport", "rootlesskit", "slirp4netns", "pasta", "passt", "conmon", "haproxy", "nginx", "envoy", "socat", "ssh", "systemd"];

    /// <summary>True when the program is php-fpm.</summary>
    public bool IsFpm => Program.StartsWith("php-fpm", StringComparison.Ordinal);

    /// <summary>True when the program answers for itself, and is no php-fpm: none that hands on what it takes.</summary>
    internal bool IsOtherServer => !IsFpm && !Forwarders.Any(forwarder => Program.StartsWith(forwarder, StringComparison.Ordinal));

    /// <summary>The program with its number, and the pool.</summary>
    public override string ToString() => IsMasterGone
        ? $"workers of {Program} without a master{(Pool is null ? string.Empty : $", pool {Pool}")}"
        : $"{Program} {ProcessId}{(Pool is null ? string.Empty : $", pool {Pool}")}";
}
