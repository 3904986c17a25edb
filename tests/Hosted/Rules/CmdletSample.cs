using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What a cmdlet is tried with in the rules that hold for all: a file that gives it at least one object.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="LogPath">A log of its kind.</param>
/// <param name="Hostile">A line of its kind whose every field holds control characters (the name of each in braces).</param>
public sealed record CmdletSample(string Cmdlet, string LogPath, string Hostile)
{
    // A terminal command, a C1 control, a bidirectional override and DEL.
    private const string Evil = "\u001b]0;owned\u0007\u009b31m\u202e\u007f";

    private const string HostileError =
        $"2026/11/23 03:49:06 [error] 1#1: *1 connect() failed (111: Connection {Evil} refused) while connecting to upstream, client: 1.2.3.4{Evil}, "
        + $"server: a{Evil}.example, request: \"GET /{Evil} HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000{Evil}\", host: \"b{Evil}\", referrer: \"c{Evil}\"";

    /// <summary>A sample for every cmdlet of the module; a new cmdlet adds its own.</summary>
    public static IReadOnlyList<CmdletSample> All { get; } =
    [
        new("Get-NginxUpstreamError", Package.TestData("nginx-error", "observed", "backlog-full.log"), HostileError),
        new("Measure-NginxUpstreamError", Package.TestData("nginx-error", "observed", "backlog-full.log"), HostileError),
        new(
            "Get-FpmLogEntry",
            Package.TestData("fpm-log", "observed", "worker-crashed.log"),
            $"[23-Nov-2026 03:49:06] WARNING: [pool w{Evil}] child 12 said into stderr: \"NOTICE: {Evil}\""),
        new(
            "Get-NginxAccessEntry",
            Package.TestData("nginx-access", "samples", "combined.log"),
            $"1.2.3.4{Evil} - u{Evil} [23/Nov/2026:03:49:06 +0000] \"GET /{Evil} HTTP/1.1\" 502 157 \"c{Evil}\" \"d{Evil}\""),
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(sample => sample.Cmdlet)];

    /// <summary>The sample of a cmdlet.</summary>
    public static CmdletSample Of(string cmdlet) => All.Single(sample => sample.Cmdlet == cmdlet);
}
