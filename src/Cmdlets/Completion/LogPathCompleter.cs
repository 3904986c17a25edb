using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nginx502.Inspection;

namespace Nginx502.Completion;

/// <summary>
/// Completes paths with the logs that this machine's servers write, and then with file names. Starts no program, never
/// throws, and leaves the logs out when finding them takes too long.
/// </summary>
public sealed class LogPathCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = new WildcardText(WildcardPattern.Escape(word) + "*");
        IEnumerable<CompletionResult> logs = Find(commandName ?? string.Empty)
            .Where(path => pattern.IsMatch(path))
            .Select(path => new CompletionResult(Quote(path), Path.GetFileName(path), CompletionResultType.ProviderItem, SafeText.Escape(path)));
        return [.. logs, .. CompletionCompleters.CompleteFilename(word)];
    }

    private static string[] Find(string commandName)
    {
        var search = Task.Run(() => Locate(commandName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        try
        {
            return search.Wait(Limit) ? search.Result : [];
        }
        catch (AggregateException)
        {
            // A completion that fails is no completion; the cmdlet itself says what is wrong.
            return [];
        }
    }

    private static IEnumerable<string> Locate(string commandName)
    {
        if (commandName.Contains("-502", StringComparison.OrdinalIgnoreCase))
        {
            // Its files are no logs.
            return [];
        }

        if (commandName.Contains("-Fpm", StringComparison.OrdinalIgnoreCase))
        {
            FpmLogSearch search = FpmLogLocator.Locate(configurationPath: null);
            return search.ErrorLogs.Concat(search.SlowLogs).Where(log => log.Presence != LogPresence.Missing).Select(log => log.Path);
        }

        bool isAccess = commandName.Contains("Access", StringComparison.OrdinalIgnoreCase);
        NginxLogSearch found = NginxLogLocator.Locate(configurationPath: null);
        return (isAccess ? found.AccessLogs : found.ErrorLogs).Where(log => log.Presence != LogPresence.Missing).Select(log => log.Path);
    }

    private static string Quote(string path)
    {
        bool isPlain = path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-".Contains(letter, StringComparison.Ordinal));
        return isPlain ? path : $"'{CodeGeneration.EscapeSingleQuotedStringContent(WildcardPattern.Escape(path))}'";
    }
}
