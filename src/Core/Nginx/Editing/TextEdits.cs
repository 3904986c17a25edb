using System.Text;

namespace Nginx502.Nginx;

/// <summary>Makes the bytes of files out of edits.</summary>
internal static class TextEdits
{
    /// <summary>The new bytes of every file that an edit is about. Edits at the same place follow each other.</summary>
    public static Dictionary<string, byte[]> Apply(IReadOnlyList<TextEdit> edits)
    {
        var changed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (IGrouping<SyntaxFile, TextEdit> file in edits.Distinct().GroupBy(edit => edit.File))
        {
            using var bytes = new MemoryStream(file.Key.Bytes.Length + 256);
            int at = 0;
            foreach (TextEdit edit in file.OrderBy(edit => edit.Start))
            {
                bytes.Write(file.Key.Bytes[at..edit.Start]);
                bytes.Write(Encoding.UTF8.GetBytes(edit.Text));
                at = edit.Start + edit.Length;
            }

            bytes.Write(file.Key.Bytes[at..]);
            changed[file.Key.Path] = bytes.ToArray();
        }

        return changed;
    }
}
