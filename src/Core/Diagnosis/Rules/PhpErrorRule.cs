using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>PHP ended with a fatal error: a 500 of the application.</summary>
internal sealed class PhpErrorRule() : SymptomRule(Cause.PhpFatalError, Symptom.PhpFatalError)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) => !OpenBasedirRule.Tells(error) && !DiskFullRule.Tells(error);

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => Severity.Warning;

    // A limit is another one once php-fpm was loaded anew; a script is not.
    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        context.GoesOn(errors, PhpLimit.Last(errors) is null ? context.NginxLoadedAt : context.LoadedAt(endpoint));

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => PhpLimit.Last(errors) is { } limit
        ? $"Scripts {limit.Exceeds}, and PHP ends them: visitors got a 500 of the application, and no 502."
        : "Scripts end with a fatal error of PHP: visitors got a 500 of the application, and no 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        string server = errors.Select(error => error.Server).Distinct().ToArray() is [{ } only] ? $" -Server {PasteText.PowerShellArgument(only)}" : string.Empty;
        yield return new Remedy("See which script and line: the last one.", $"Get-NginxUpstreamError -All -Symptom PhpFatalError{server} -Tail 1 | Format-List");
        if (PhpLimit.Last(errors) is { } limit)
        {
            yield return new Remedy(
                $"Where the script rightly needs more, raise {limit.Setting}{limit.Price}.",
                endpoint?.Pool is { } pool ? CommandText.SetDirectives(pool.Pool, context.FileOf(pool), true, ($"php_admin_value[{limit.Setting}]", limit.Doubled)) : null,
                ChangeApplies.FpmReload,
                Disruptions.FpmReload);
        }
    }

    /// <summary>A limit of PHP that scripts run into.</summary>
    /// <param name="Setting">The setting of php.ini.</param>
    /// <param name="Exceeds">What the scripts do.</param>
    /// <param name="Price">What more of it costs; empty for nothing.</param>
    /// <param name="Doubled">Twice as much, as php.ini has it.</param>
    private sealed record PhpLimit(string Setting, string Exceeds, string Price, string Doubled)
    {
        // php-src: Zend/zend_alloc.c, zend_mm_safe_error; Zend/zend_execute_API.c, zend_timeout.
        private const string OutOfMemory = "Allowed memory size of ";
        private const string OutOfTime = "Maximum execution time of ";
        private const long Mebibyte = 1024 * 1024;

        /// <summary>The limit that the last lines tell of; null where they tell of none.</summary>
        public static PhpLimit? Last(ErrorEvidence[] errors)
        {
            string text = errors.MaxBy(error => error.Last)?.Samples is [{ } last, ..] ? last.Text : string.Empty;
            return NumberAfter(text, OutOfMemory) is { } bytes
                ? new PhpLimit(
                    "memory_limit",
                    $"need more memory than memory_limit lets them have ({MemoryText.Of(bytes)})",
                    "; each worker may grow that far, and Measure-FpmMemory tells how many fit",
                    string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (bytes * 2) / Mebibyte)}M"))
                : NumberAfter(text, OutOfTime) is { } seconds
                    ? new PhpLimit("max_execution_time", $"compute longer than max_execution_time lets them ({seconds} s)", string.Empty, string.Create(CultureInfo.InvariantCulture, $"{seconds * 2}"))
                    : null;
        }

        private static long? NumberAfter(string text, string words)
        {
            int at = text.IndexOf(words, StringComparison.Ordinal);
            string digits = at < 0 ? string.Empty : new string([.. text.Skip(at + words.Length).TakeWhile(char.IsAsciiDigit)]);
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is > 0 and < long.MaxValue / 2 ? number : null;
        }
    }
}
