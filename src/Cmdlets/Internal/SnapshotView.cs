using System.ComponentModel;
using System.Management.Automation;

namespace Nginx502.Internal;

/// <summary>How a snapshot is shown, here or as the text that it travels as. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SnapshotView
{
    /// <summary>How many places in which nginx hands over.</summary>
    public static int Upstreams(object? snapshot) => Read(snapshot).Configuration.Upstreams.Length;

    /// <summary>How many pools.</summary>
    public static int Pools(object? snapshot) => Read(snapshot).Configuration.Pools.Length;

    /// <summary>How many errors of nginx.</summary>
    public static long Errors(object? snapshot) => Read(snapshot).Errors.Sum(error => error.Count);

    /// <summary>How many things were not seen.</summary>
    public static int Gaps(object? snapshot) => Read(snapshot).NotSeen.Length;

    /// <summary>What was not seen, a line each.</summary>
    public static string NotSeen(object? snapshot) => string.Join('\n', Read(snapshot).NotSeen.Select(gap => gap.ToString()));

    /// <summary>What it is of, when, and how it was taken.</summary>
    public static string Taken(object? snapshot)
    {
        GatewaySnapshot read = Read(snapshot);
        return FormattableString.Invariant($"{(read.IsPrivileged ? "as root" : "not as root")}, in {read.Duration.TotalSeconds:0.0} s, logs since {read.Since:yyyy-MM-dd HH:mm}{(read.RootPath is { } root ? $", of the copy in {root}" : string.Empty)}");
    }

    /// <summary>How much of each kind it has.</summary>
    public static string Contents(object? snapshot)
    {
        GatewaySnapshot read = Read(snapshot);
        (int Count, string One, string Many)[] parts =
        [
            (read.Configuration.Upstreams.Length, "upstream", "upstreams"),
            (read.Configuration.Pools.Length, "pool", "pools"),
            (read.Services.Length, "service", "services"),
            (read.Sockets.Length, "endpoint", "endpoints"),
            ((int)read.Errors.Sum(error => error.Count), "error", "errors"),
            (read.Logs.Length, "log", "logs"),
        ];
        return string.Join(", ", parts.Select(part => $"{part.Count} {(part.Count == 1 ? part.One : part.Many)}"));
    }

    private static GatewaySnapshot Read(object? snapshot)
    {
        var original = PSObject.AsPSObject(snapshot ?? string.Empty);
        return SnapshotText.Read(original.BaseObject, original) ?? new GatewaySnapshot();
    }
}
