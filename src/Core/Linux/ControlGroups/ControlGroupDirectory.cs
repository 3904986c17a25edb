using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>The files of one control group. Each holds a number, <c>max</c>, or lines of a name and a number.</summary>
/// <param name="path">Its directory.</param>
internal sealed class ControlGroupDirectory(string path)
{
    // What version 1 shows for no limit is the highest number of whole pages (mm/page_counter.c: PAGE_COUNTER_MAX).
    private const long Unlimited = long.MaxValue - (1024 * 1024);

    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    /// <summary>True when it has such a file.</summary>
    public bool Has(string file) => Text(file) is not null;

    /// <summary>A number; null for no limit, and where there is no such file.</summary>
    public long? Number(string file) => Words(file) is [var word, ..] ? Parse(word) : null;

    /// <summary>The words of a file; none where there is no such file.</summary>
    public IReadOnlyList<string> Words(string file) => Text(file)?.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The number behind a name in a file; null where it is not there.</summary>
    public long? Entry(string file, string name)
    {
        foreach (ReadOnlySpan<char> line in (Text(file) ?? string.Empty).AsSpan().EnumerateLines())
        {
            if (line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name, StringComparison.Ordinal))
            {
                return Parse(line[(name.Length + 1)..].Trim());
            }
        }

        return null;
    }

    private static long? Parse(ReadOnlySpan<char> word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number is >= 0 and < Unlimited ? number : null;

    private string? Text(string file)
    {
        if (_texts.TryGetValue(file, out string? known))
        {
            return known;
        }

        string? text = null;
        try
        {
            text = Encoding.UTF8.GetString(File.ReadAllBytes(System.IO.Path.Combine(path, file)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has none, or the group was removed meanwhile.
        }

        return _texts[file] = text;
    }
}
