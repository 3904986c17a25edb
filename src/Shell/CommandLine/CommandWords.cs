using System.Management.Automation.Language;

namespace Nginx502.Shell.CommandLine;

/// <summary>Makes a command of the words that a shell gave. What was quoted there as the value of one parameter stays one value.</summary>
internal static class CommandWords
{
    private const string BeginsExpression = "-{([@$\"'&";

    /// <summary>The command.</summary>
    public static string Join(IReadOnlyList<string> words) =>
        words[0].Any(char.IsWhiteSpace) ? string.Join(' ', words) : string.Join(' ', words.Select((word, index) => index > 0 && IsText(words[index - 1], word) ? Quote(word) : word));

    // A pipeline, an expression and a list are PowerShell; all else that has blanks in it is text.
    private static bool IsText(string before, string word) =>
        before.StartsWith('-') && (word.Length == 0 || (word.Any(char.IsWhiteSpace) && !IsPowerShell(word)));

    private static bool IsPowerShell(string word) =>
        BeginsExpression.Contains(word[0], StringComparison.Ordinal)
        || word.Contains('|', StringComparison.Ordinal)
        || word.Split(',', StringSplitOptions.TrimEntries).All(item => item.Length > 0 && !item.Any(char.IsWhiteSpace));

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
