using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The sample of a cmdlet that reads logs.</summary>
/// <param name="Cmdlet">Its name.</param>
/// <param name="Subject">A log of its kind.</param>
/// <param name="Hostile">A line of its kind whose every field holds control characters (the name of each in braces).</param>
public sealed record LogSample(string Cmdlet, string Subject, string Hostile) : CmdletSample(Cmdlet, Subject)
{
    private const string HostileError =
        $"2026/11/23 03:49:06 [error] 1#1: *1 connect() failed (111: Connection {Evil} refused) while connecting to upstream, client: 1.2.3.4{Evil}, "
        + $"server: a{Evil}.example, request: \"GET /{Evil} HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000{Evil}\", host: \"b{Evil}\", referrer: \"c{Evil}\"";

    /// <summary>A sample for every cmdlet that reads logs.</summary>
    public static IReadOnlyList<LogSample> Logs { get; } =
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
    public static TheoryData<string> LogNames => [.. Logs.Select(sample => sample.Cmdlet)];

    /// <inheritdoc/>
    public override string Call => $"{Cmdlet} -LiteralPath $args[0]";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Call, string Argument)> HostileMistakes =>
    [
        ($"{Cmdlet} -LiteralPath $args[0]", "/nowhere/\u009bmissing"),
        ($"{Cmdlet} -Path $args[0]", "/nowhere\u001b/*.log"),
        ($"{Cmdlet} -Since $args[0]", "\u001bnow"),
    ];

    /// <inheritdoc/>
    public override string MakeHostile(TemporaryFolder folder) => folder.Write("hostile\u001b[2J.log", Hostile, "\u001b[31mnot a record\u202e");

    /// <summary>The sample of a cmdlet that reads logs.</summary>
    public static new LogSample Of(string cmdlet) => Logs.Single(sample => sample.Cmdlet == cmdlet);
}
