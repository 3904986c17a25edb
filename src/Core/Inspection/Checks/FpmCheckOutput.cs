using System.Globalization;
using System.Text.RegularExpressions;

namespace Nginx502.Inspection;

/// <summary>
/// Reads what <c>php-fpm -t</c> prints: <c>[25-Nov-2026 13:49:08] ERROR: [/etc/php/8.2/fpm/pool.d/www.conf:3] unknown entry 'x'</c> (php-src:
/// sapi/fpm/fpm/zlog.c, fpm_conf.c), <c>PHP:  syntax error, unexpected '=' in /path on line 5</c> (Zend/zend_ini_parser.y), and PHP's own errors.
/// </summary>
internal static class FpmCheckOutput
{
    private const string Source = "php-fpm";

    /// <summary>What it says, each once; that a test succeeded is no finding. Safe to show.</summary>
    public static IReadOnlyList<ConfigurationDiagnostic> Parse(string printed) =>
        [.. printed.Split('\n').Select(line => line.TrimEnd('\r')).Select(line => ParseFpm(line) ?? ParsePhp(line)).OfType<ConfigurationDiagnostic>().Distinct()];

    private static ConfigurationDiagnostic? ParseFpm(string line)
    {
        Match match = FpmLine.Match(line);
        if (!match.Success || match.Groups["message"].Value.EndsWith("test is successful", StringComparison.Ordinal))
        {
            return null;
        }

        string level = match.Groups["level"].Value;
        return New(
            level switch { "ALERT" or "ERROR" => Severity.Error, "WARNING" => Severity.Warning, _ => Severity.Note },
            "Fpm" + level[0] + level[1..].ToLowerInvariant(),
            match);
    }

    private static ConfigurationDiagnostic? ParsePhp(string line)
    {
        Match match = PhpLine.Match(line);
        return match.Success
            ? New(match.Groups["kind"].Value is "Warning" or "Notice" or "Deprecated" ? Severity.Warning : Severity.Error, match.Groups["kind"].Length > 0 ? "PhpError" : "FpmSyntax", match)
            : null;
    }

    private static ConfigurationDiagnostic New(Severity severity, string id, Match match)
    {
        // PHP says 'in Unknown on line 0' where no file is meant.
        bool hasPlace = match.Groups["path"].Length > 0 && match.Groups["path"].Value != "Unknown";
        return new ConfigurationDiagnostic(
            severity,
            id,
            SafeText.Escape(SecretText.MaskCredentials(match.Groups["message"].Value)),
            hasPlace ? SafeText.Escape(match.Groups["path"].Value) : null,
            hasPlace ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : null,
            Source: Source);
    }

    private static readonly Regex FpmLine = new(
        @"^\[[^\]]{1,40}\] (?<level>ALERT|ERROR|WARNING|NOTICE|DEBUG): (?:pid \d+, \w+\(\), line \d+: )?(?:\[(?<path>/[^\]]*):(?<line>\d{1,9})\] )?(?<message>.+)$",
        RegexOptions.CultureInvariant);

    private static readonly Regex PhpLine = new(
        @"^PHP(?: (?<kind>Warning|Notice|Deprecated|Fatal error|Parse error|Startup error|Core error))?:\s+(?<message>.+?) in (?<path>.+) on line (?<line>\d{1,9})$",
        RegexOptions.CultureInvariant);
}
