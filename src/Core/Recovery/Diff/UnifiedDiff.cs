using System.Globalization;
using System.Text;

namespace Nginx502;

/// <summary>
/// The difference of two contents of a file as <c>diff -u</c> writes it, with three lines of context. Safe to show: control
/// characters but tabulators are escaped, a carriage return at a line's end shows as <c>\r</c>, bytes that are not UTF-8 as <c>\xHH</c>.
/// </summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference; empty when there is none.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="before">Its old bytes.</param>
    /// <param name="after">Its new bytes.</param>
    /// <param name="mask">Takes secrets out of a line, of context too; null: only credentials that show by themselves are masked.</param>
    public static string Create(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, Func<string, string>? mask = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        Recovery.FileLines old = new(before, mask ?? SecretText.MaskCredentials);
        Recovery.FileLines now = new(after, mask ?? SecretText.MaskCredentials);
        (int[] oldNumbers, int[] newNumbers) = Recovery.FileLines.Number(old, now);
        IReadOnlyList<Recovery.LineEdit> edits = Recovery.LineComparison.Compare(oldNumbers, newNumbers);
        if (edits.Count == 0)
        {
            return string.Empty;
        }

        string name = SafeText.Escape(path);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--- {name}\n+++ {name}\n");
        for (int first = 0; first < edits.Count;)
        {
            int next = first + 1;
            while (next < edits.Count && edits[next].OldStart - End(edits[next - 1]) <= 2 * Context)
            {
                next++;
            }

            AppendHunk(text, edits, first..next, old, now);
            first = next;
        }

        return text.ToString();
    }

    private static void AppendHunk(StringBuilder text, IReadOnlyList<Recovery.LineEdit> edits, Range range, Recovery.FileLines old, Recovery.FileLines now)
    {
        (int first, int count) = range.GetOffsetAndLength(edits.Count);
        Recovery.LineEdit last = edits[first + count - 1];
        int start = Math.Max(edits[first].OldStart - Context, 0);
        int end = Math.Min(End(last) + Context, old.Count);
        int newStart = edits[first].NewStart - (edits[first].OldStart - start);
        int newEnd = last.NewStart + last.NewCount + (end - End(last));
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Place(start, end - start)} +{Place(newStart, newEnd - newStart)} @@\n");

        int at = start;
        for (int index = first; index < first + count; index++)
        {
            Recovery.LineEdit edit = edits[index];
            old.Append(text, ' ', at, edit.OldStart);
            old.Append(text, '-', edit.OldStart, End(edit));
            now.Append(text, '+', edit.NewStart, edit.NewStart + edit.NewCount);
            at = End(edit);
        }

        old.Append(text, ' ', at, end);
    }

    private static int End(Recovery.LineEdit edit) => edit.OldStart + edit.OldCount;

    // As diff has it: of no lines, the line before them; of one line, the line alone.
    private static string Place(int start, int count) => count switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{start},0"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{start + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{start + 1},{count}"),
    };
}
