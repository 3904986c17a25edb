using System.Text;

namespace Nginx502;

/// <summary>Texts as parts of commands that are pasted: whatever a name holds, it stays one argument and does nothing else.</summary>
public static class PasteText
{
    /// <summary>The switch of the process (<see cref="AppContext"/>) that nginx502 sets where it shows objects on a terminal: whoever reads them is in a shell, and not in PowerShell.</summary>
    public const string RunnerSwitch = "Nginx502.IsShownByRunner";

    // PowerShell takes every one of them for the end of a text in single quotes.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";

    /// <summary>An argument of a PowerShell command, in single quotes.</summary>
    public static string PowerShell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder("'");
        foreach (char letter in SafeText.Escape(text))
        {
            quoted.Append(letter).Append(SingleQuotes.Contains(letter, StringComparison.Ordinal) ? letter.ToString() : string.Empty);
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>An argument of a PowerShell command, in single quotes unless it needs none.</summary>
    public static string PowerShellArgument(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // What begins like a number would be taken for one, and 8.10 for 8.1; a whole one may be.
        bool isPlain = text.Length > 0
            && (char.IsAsciiLetter(text[0]) || text[0] == '/' || (char.IsAsciiDigit(text[0]) && (text.Contains(':', StringComparison.Ordinal) || IsWhole(text))))
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-:".Contains(letter, StringComparison.Ordinal));
        return isPlain ? text : PowerShell(text);
    }

    private static bool IsWhole(string text) => text.Length < 10 && text[0] != '0' && text.All(char.IsAsciiDigit);

    /// <summary>A PowerShell command as a line of a POSIX shell, which nginx502 runs: in quotes where the shell would take a part of it for its own.</summary>
    public static string Runner(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        string safe = SafeText.Escape(command);
        return "nginx502 " + (safe.All(letter => letter == ' ' || IsPlainInShell(letter)) ? safe
            : safe.Contains('\'', StringComparison.Ordinal) && !safe.Any(letter => "\"$`\\!".Contains(letter, StringComparison.Ordinal)) ? $"\"{safe}\""
            : Quoted(safe));
    }

    /// <summary>An argument of a command of a POSIX shell, in single quotes unless it needs none.</summary>
    public static string Shell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string safe = SafeText.Escape(text);
        return safe.Length > 0 && safe.All(IsPlainInShell) ? safe : Quoted(safe);
    }

    private static bool IsPlainInShell(char letter) => char.IsAsciiLetterOrDigit(letter) || "/._-=:,@%+".Contains(letter, StringComparison.Ordinal);

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
