using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>A limit of PHP that scripts run into (php-src: Zend/zend_alloc.c, zend_mm_safe_error; Zend/zend_execute_API.c, zend_timeout).</summary>
/// <param name="Setting">The setting of php.ini.</param>
/// <param name="What">What the scripts do.</param>
/// <param name="Price">What more of it costs; empty for nothing.</param>
/// <param name="Raised">Twice as much or what was asked for, as php.ini has it.</param>
internal sealed record PhpLimit(string Setting, string What, string Price, string Raised) : PhpFailure(What)
{
    private const string OutOfMemory = "Allowed memory size of ";
    private const string Asked = "(tried to allocate ";
    private const string OutOfTime = "Maximum execution time of ";
    private const long Mebibyte = 1024 * 1024;
    private const int MostTimes = 16;

    /// <inheritdoc/>
    public override bool IsOfApplication => true;

    /// <inheritdoc/>
    public override Remedy Mend(DiagnosisContext context, FpmPool? pool) => new(
        $"Where the script rightly needs more, raise {Setting}{Price}.",
        pool is null ? null : CommandText.SetDirectives(pool.Pool, context.FileOf(pool), true, ($"php_admin_value[{Setting}]", Raised)),
        ChangeApplies.FpmReload,
        Disruptions.FpmReload);

    /// <summary>The limit that a line tells of; null where it tells of none.</summary>
    public static PhpLimit? ToldBy(string text) => NumberAfter(text, OutOfMemory) is { } bytes
        ? new PhpLimit(
            "memory_limit",
            $"Scripts need more memory than memory_limit lets them have ({MemoryText.Of(bytes)})",
            "; each worker may grow that far, and Measure-FpmMemory tells how many fit",
            string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Enough(bytes, NumberAfter(text, Asked) ?? 0) / Mebibyte)}M"))
        : NumberAfter(text, OutOfTime) is { } seconds
            ? new PhpLimit("max_execution_time", $"Scripts compute longer than max_execution_time lets them ({seconds} s)", string.Empty, string.Create(CultureInfo.InvariantCulture, $"{seconds * 2}"))
            : null;

    // Below the limit there was no room for what was asked for: both together are enough for that. A request beyond all measure is a mistake of the script, which no limit mends.
    private static long Enough(long limit, long asked)
    {
        long raised = limit * 2;
        while (asked < limit * MostTimes && raised < limit + asked)
        {
            raised *= 2;
        }

        return raised;
    }

    private static long? NumberAfter(string text, string words)
    {
        int at = text.IndexOf(words, StringComparison.Ordinal);
        string digits = at < 0 ? string.Empty : new string([.. text.Skip(at + words.Length).TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is > 0 and < long.MaxValue / 2 ? number : null;
    }
}
