using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Asks systemd's journal what a php-fpm that failed said last (man 1 journalctl), bounded in time and size.</summary>
internal static class UnitJournal
{
    private const string Program = "/usr/bin/journalctl";
    private const int Lines = 20;
    private const int LongestLine = 300;
    private const int MaxBytes = 64 * 1024;

    // systemd: src/core/unit.c, unit_test_start_limit.
    private const string GaveUp = "Start request repeated too quickly.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly string[] PhpWords = ["PHP message", "Fatal error", "Parse error", "Warning: ", "Notice: ", "Deprecated: "];

    /// <summary>The services, those that failed with what they said.</summary>
    public static GatewayService[] Fill(IReadOnlyList<GatewayService> services, CancellationToken token) =>
    [
        .. services.Select(service => service is { Manager: GatewayServiceManager.Systemd, State: GatewayServiceState.Failed, Unit: not null } && SystemJournal.IsThere
            ? WithLines(service, Read(service, token))
            : service),
    ];

    /// <summary>A service that failed, with what was said last. systemd keeps the result of the last start when it gives up, and says that in the journal alone.</summary>
    internal static GatewayService WithLines(GatewayService service, string[] lines) => service with
    {
        LastLines = lines,
        IsStartLimitHit = service.IsStartLimitHit || Array.FindLastIndex(lines, line => line == $"{service.Unit}: {GaveUp}") > Array.FindLastIndex(lines, line => line.StartsWith("Started ", StringComparison.Ordinal)),
    };

    /// <summary>A line as it may be kept: what a script says can hold anything, and where it says it is what one looks for.</summary>
    internal static string Shown(string line)
    {
        string text = line.Trim();
        string? word = Array.Find(PhpWords, word => text.Contains(word, StringComparison.Ordinal));
        int place = text.LastIndexOf(" in /", StringComparison.Ordinal);
        string kept = word is null ? text : word.Trim(' ', ':') + (place < 0 ? string.Empty : text[place..]);
        string safe = SafeText.Escape(SecretText.MaskCredentials(kept));
        return safe.Length > LongestLine ? safe[..LongestLine] + "…" : safe;
    }

    /// <summary>Which lines: those of the last start, as what an earlier one said is of another trouble.</summary>
    internal static string[] Matching(GatewayService service) => service.InvocationId is { } invocation
        ? ["_SYSTEMD_INVOCATION_ID=" + invocation, "+", "INVOCATION_ID=" + invocation]
        : ["--unit=" + service.Unit];

    private static string[] Read(GatewayService service, CancellationToken token)
    {
        string[] arguments = ["--no-pager", "--quiet", "--output=cat", $"--lines={Lines}", .. Matching(service)];
        ProgramResult? result = PrivateLibraries.Programs.Run(new ProgramRequest(Program, arguments) { Timeout = Limit, MaximumOutputBytes = MaxBytes }, out _, token);
        return result is null ? [] : [.. Encoding.UTF8.GetString(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Shown)];
    }
}
