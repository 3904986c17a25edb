using System.Management.Automation.Runspaces;

namespace Nginx502.Shell.CommandLine;

/// <summary>
/// The words after <c>-File script</c> as parameters of the script, by the rules of <c>pwsh -File</c>: <c>-Name value</c>,
/// <c>-Name:value</c> (where <c>true</c> and <c>$false</c> are Booleans), <c>-Switch</c>, and the others by position. Words
/// are taken as they are: nothing in them is run.
/// </summary>
internal static class ScriptParameters
{
    /// <summary>Turns words into parameters.</summary>
    public static IEnumerable<CommandParameter> From(IReadOnlyList<string> words)
    {
        for (int index = 0; index < words.Count; index++)
        {
            string word = words[index];
            int colon = word.IndexOf(':');
            if (word.Length < 2 || word[0] != '-')
            {
                yield return new CommandParameter(null, word);
            }
            else if (colon < 0)
            {
                // The binder looks whether it is a switch or takes the next word.
                yield return new CommandParameter(word);
            }
            else if (colon < word.Length - 1)
            {
                yield return new CommandParameter(word[..colon], BooleanOr(word[(colon + 1)..]));
            }
            else if (index + 1 < words.Count)
            {
                yield return new CommandParameter(word[..colon], words[++index]);
            }
        }
    }

    private static object BooleanOr(string word) =>
        bool.TryParse(word.AsSpan(word.StartsWith('$') ? 1 : 0), out bool value) ? value : word;
}
