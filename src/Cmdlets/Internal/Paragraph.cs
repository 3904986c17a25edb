using System.Text;
using Nginx502.Pipeline;

namespace Nginx502.Internal;

/// <summary>Lays text out in lines of a width, for views: each line behind an indent, broken between words.</summary>
internal static class Paragraph
{
    /// <summary>Of a terminal that says nothing sensible of its width.</summary>
    public const int NarrowestWidth = 40;

    /// <summary>Appends a text, its first line behind a label that is as wide as the indent of the others.</summary>
    /// <param name="lines">Takes the lines.</param>
    /// <param name="label">What stands before the first line, not wider than the indent.</param>
    /// <param name="indent">The columns before the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns of a line.</param>
    public static void Append(List<string> lines, string label, int indent, string text, int width)
    {
        int room = Math.Max(NarrowestWidth, width) - indent - 1;
        string before = label.PadRight(indent);
        foreach (string line in Break(text, room))
        {
            lines.Add((before + line).TrimEnd());
            before = new string(' ', indent);
        }
    }

    /// <summary>A text in lines, broken between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">The columns of a line.</param>
    public static IEnumerable<string> Break(string text, int room)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
            while (line.Length > room)
            {
                // A path without a blank in it.
                yield return line.ToString(0, room);
                line.Remove(0, room);
            }
        }

        yield return line.ToString();
    }

    /// <summary>A text that must stay in one piece to be pasted: never broken.</summary>
    public static void AppendWhole(List<string> lines, string label, int indent, string text) => lines.Add((label.PadRight(indent) + text).TrimEnd());

    /// <summary>
    /// A command, so that it can be pasted: the views of PowerShell cut every line at the width, in the middle of a command too, so that one that is longer goes on
    /// in further lines as its shell has it. Where nginx502 shows it, one of PowerShell is typed in a shell.
    /// </summary>
    public static void AppendCommand(List<string> lines, int indent, string command, int width)
    {
        bool isPowerShell = char.IsAsciiLetterUpper(command[0]);
        bool isOfRunner = isPowerShell && TypedCommand.IsInShell;
        string[] words = isOfRunner ? WordsOfRunner(TypedCommand.Of(command)) : [.. Words(command)];

        // In single quotes it is PowerShell's line that goes on, else the shell's.
        string goesOn = isPowerShell && (!isOfRunner || words[^1].EndsWith('\'')) ? " `" : " \\";
        int room = Math.Max(NarrowestWidth, width) - indent - 1;
        string before = new(' ', indent);
        var line = new StringBuilder();
        foreach (string word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length + goesOn.Length > room)
            {
                lines.Add(before + line + goesOn);
                line.Clear().Append(' ');
            }

            line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        lines.Add(before + line);
    }

    // Of what is in quotes as a whole the words are those within.
    private static string[] WordsOfRunner(string line)
    {
        if (line[^1] is not ('\'' or '"'))
        {
            return [.. Words(line)];
        }

        int open = line.IndexOf(line[^1], StringComparison.Ordinal) + 1;
        string[] words = [.. Words(line[open..^1])];
        words[0] = line[..open] + words[0];
        words[^1] += line[^1];
        return words;
    }

    // At blanks outside of quotes.
    private static IEnumerable<string> Words(string command)
    {
        int start = 0;
        char quote = '\0';
        for (int at = 0; at < command.Length; at++)
        {
            char letter = command[at];
            if (quote == '\0' && letter is '\'' or '"')
            {
                quote = letter;
            }
            else if (letter == quote)
            {
                quote = '\0';
            }
            else if (letter == ' ' && quote == '\0')
            {
                yield return command[start..at];
                start = at + 1;
            }
        }

        yield return command[start..];
    }
}
