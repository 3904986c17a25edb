using System.Globalization;

namespace Nginx502.Linux;

/// <summary>One file of /proc/pressure (Linux: Documentation/accounting/psi.rst): shares of time, 0 to 1, in which programs stood still for want of a resource.</summary>
/// <param name="Some">In the last 10 s at least one of them.</param>
/// <param name="SomeMinute">Likewise in the last 60 s.</param>
/// <param name="Full">In the last 10 s all of them at once; null where the kernel does not tell, as of the processors before Linux 5.13.</param>
/// <param name="FullMinute">Likewise in the last 60 s.</param>
internal sealed record PressureText(double Some, double SomeMinute, double? Full, double? FullMinute)
{
    /// <summary>Reads one; null when it is none.</summary>
    public static PressureText? Parse(string? text)
    {
        Dictionary<string, string[]> lines = (text ?? string.Empty).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1)
            .GroupBy(words => words[0], StringComparer.Ordinal)
            .ToDictionary(words => words.Key, words => words.First(), StringComparer.Ordinal);
        return Share("some", "avg10") is { } some && Share("some", "avg60") is { } minute
            ? new PressureText(some, minute, Share("full", "avg10"), Share("full", "avg60"))
            : null;

        double? Share(string line, string name)
        {
            const double percent = 100;
            string? word = lines.GetValueOrDefault(line)?.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal));
            return word is not null && double.TryParse(word.AsSpan(name.Length + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value / percent : null;
        }
    }
}
