using System.Globalization;
using System.Text.RegularExpressions;

namespace Nginx502.Inspection;

/// <summary>
/// Reads what <c>nginx -t</c> prints: <c>nginx: [emerg] unknown directive "x" in /etc/nginx/nginx.conf:12</c> (nginx: src/core/ngx_log.c,
/// ngx_conf_file.c), and the same in the form of an error log where that goes to stderr.
/// </summary>
internal static class NginxCheckOutput
{
    private const string Source = "nginx";

    /// <summary>What it says, each once. Safe to show.</summary>
    public static IReadOnlyList<ConfigurationDiagnostic> Parse(string printed) =>
        [.. printed.Split('\n').Select(ParseLine).OfType<ConfigurationDiagnostic>().Distinct()];

    private static ConfigurationDiagnostic? ParseLine(string line)
    {
        Match head = Head.Match(line);
        if (!head.Success)
        {
            return null;
        }

        string level = head.Groups["level"].Value;
        string message = head.Groups["message"].Value;
        Match place = Place.Match(message);
        return new ConfigurationDiagnostic(
            SeverityOf(level),
            "Nginx" + char.ToUpperInvariant(level[0]) + level[1..],
            SafeText.Escape(SecretText.MaskCredentials(place.Success ? place.Groups["message"].Value : message)),
            place.Success ? SafeText.Escape(place.Groups["path"].Value) : null,
            place.Success ? int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) : null,
            Source: Source);
    }

    private static Severity SeverityOf(string level) => level switch
    {
        "emerg" or "alert" or "crit" or "error" => Severity.Error,
        "warn" => Severity.Warning,
        _ => Severity.Note,
    };

    private static readonly Regex Head = new(
        @"^(?:nginx: |\d{4}/\d\d/\d\d \d\d:\d\d:\d\d )\[(?<level>emerg|alert|crit|error|warn|notice|info|debug)\] (?:\d+#\d+: )?(?:\*\d+ )?(?<message>.+?)\r?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex Place = new(@"^(?<message>.+) in (?<path>/.*):(?<line>\d{1,9})$", RegexOptions.CultureInvariant);
}
