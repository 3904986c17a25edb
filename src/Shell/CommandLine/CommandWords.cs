using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Nginx502.Shell.CommandLine;

/// <summary>Makes a command of the words that a shell gave. What was quoted there as the value of one parameter stays one value.</summary>
internal static class CommandWords
{
    private static readonly Regex Pipeline = new(@"\|\s*(\w+-\w+|[?%])", RegexOptions.CultureInvariant);

    // A block or group that is closed, a variable, a table or list, a string, a call, a parameter. A cast is none where an argument is read.
    private static readonly Regex Expression = new(@"^(\{.*\}|\(.*\)(\.\S.*)?|\$[\w({].*|@[({'""].*|'.*'|"".*""|&.*|-[A-Za-z]\w*( .*)?)$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>The command.</summary>
    public static string Join(IReadOnlyList<string> words) =>
        words[0].Any(char.IsWhiteSpace) ? string.Join(' ', words) : string.Join(' ', words.Select((word, index) => index > 0 && IsText(words[index - 1], word) ? Quote(word) : word));

    // A pipeline, an expression and a list are PowerShell; all else that has blanks in it is text.
    private static bool IsText(string before, string word) =>
        before.StartsWith('-') && (word.Length == 0 || (word.Any(char.IsWhiteSpace) && !IsPowerShell(word)));

    private static bool IsPowerShell(string word) =>
        Expression.IsMatch(word)
        || Pipeline.IsMatch(word)
        || word.Split(',', StringSplitOptions.TrimEntries).All(item => item.Length > 0 && !item.Any(char.IsWhiteSpace));

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
