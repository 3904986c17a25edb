using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>A limit of PHP that scripts run into (php-src: Zend/zend_alloc.c, zend_mm_safe_error; Zend/zend_execute_API.c, zend_timeout).</summary>
/// <param name="Setting">The setting of php.ini.</param>
/// <param name="What">What the scripts do.</param>
/// <param name="Price">What more of it costs; empty for nothing.</param>
/// <param name="Doubled">Twice as much, as php.ini has it.</param>
internal sealed record PhpLimit(string Setting, string What, string Price, string Doubled) : PhpFailure(What)
{
    private const string OutOfMemory = "Allowed memory size of ";
    private const string OutOfTime = "Maximum execution time of ";
    private const long Mebibyte = 1024 * 1024;

    /// <inheritdoc/>
    public override bool IsOfApplication => true;

    /// <inheritdoc/>
    public override Remedy Mend(DiagnosisContext context, FpmPool? pool) => new(
        $"Where the script rightly needs more, raise {Setting}{Price}.",
        pool is null ? null : CommandText.SetDirectives(pool.Pool, context.FileOf(pool), true, ($"php_admin_value[{Setting}]", Doubled)),
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);

    /// <summary>The limit that a line tells of; null where it tells of none.</summary>
    public static PhpLimit? ToldBy(string text) => NumberAfter(text, OutOfMemory) is { } bytes
        ? new PhpLimit(
            "memory_limit",
            $"Scripts need more memory than memory_limit lets them have ({MemoryText.Of(bytes)})",
            "; each worker may grow that far, and Measure-FpmMemory tells how many fit",
            string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (bytes * 2) / Mebibyte)}M"))
        : NumberAfter(text, OutOfTime) is { } seconds
            ? new PhpLimit("max_execution_time", $"Scripts compute longer than max_execution_time lets them ({seconds} s)", string.Empty, string.Create(CultureInfo.InvariantCulture, $"{seconds * 2}"))
            : null;

    private static long? NumberAfter(string text, string words)
    {
        int at = text.IndexOf(words, StringComparison.Ordinal);
        string digits = at < 0 ? string.Empty : new string([.. text.Skip(at + words.Length).TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is > 0 and < long.MaxValue / 2 ? number : null;
    }
}
