using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nginx502.Completion;

/// <summary>
/// A completion from a list that is looked up now. Starts no program, never throws, and gives nothing when the look-up takes too long.
/// </summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    // The first of a session waits for what is compiled and loaded beside.
    private static readonly TimeSpan LimitOfFirst = TimeSpan.FromSeconds(1);

    private static volatile bool _isWarm;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardText(WildcardPattern.Escape((wordToComplete ?? string.Empty).Trim('\'', '"')) + "*");
        GatewayTarget target = TargetOf(fakeBoundParameters);
        return
        [
            .. Look(target, parameterName ?? string.Empty)
                .Where(value => pattern.IsMatch(value.Text))
                .Select(value => new CompletionResult(Typed(parameterName ?? string.Empty, value.Text), value.Text, CompletionResultType.ParameterValue, value.Description)),
        ];
    }

    /// <summary>The values, safe to show, each with what it is.</summary>
    /// <param name="target">Which configurations are meant.</param>
    /// <param name="parameterName">The parameter that is completed.</param>
    protected abstract IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName);

    /// <summary>The values in the order in which Tab goes through them: that of the alphabet, unless a completion knows better.</summary>
    protected virtual IEnumerable<(string Text, string Description)> Ordered(IEnumerable<(string Text, string Description)> values) =>
        values.OrderBy(value => value.Text, StringComparer.OrdinalIgnoreCase);

    /// <summary>A value as it is typed.</summary>
    /// <param name="parameterName">The parameter that is completed.</param>
    /// <param name="text">The value.</param>
    protected virtual string Typed(string parameterName, string text) => PasteText.PowerShellArgument(text);

    private (string Text, string Description)[] Look(GatewayTarget target, string parameterName)
    {
        var look = Task.Run(() => Ordered(Values(target, parameterName).DistinctBy(value => value.Text)).ToArray());
        try
        {
            bool isDone = look.Wait(_isWarm ? Limit : LimitOfFirst);
            _isWarm |= isDone;
            return isDone ? look.Result : [];
        }
        catch (AggregateException)
        {
            // A completion that fails is no completion; the cmdlet itself says what is wrong.
            return [];
        }
    }

    // What is typed on the same line says where to look.
    private static GatewayTarget TargetOf(IDictionary? bound) => new()
    {
        RootPath = Text(bound, "RootPath") is { } root && FullPath(root) is { } full && Directory.Exists(full) ? full : null,
        NginxConfigurationPath = Text(bound, "NginxConfigPath") is { } nginx ? FullPath(nginx) : null,
        FpmConfigurationPath = Text(bound, "FpmConfigPath") is { } fpm ? FullPath(fpm) : null,
    };

    // Relative to where the person stands, which is not where the process was started.
    private static string? FullPath(string path)
    {
        if (Path.IsPathRooted(path))
        {
            return path;
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath").Invoke<string>() is [{ } here, ..] ? Path.GetFullPath(path, here) : null;
    }

    private static string? Text(IDictionary? bound, string name) => bound?[name] is string { Length: > 0 } text ? text : null;
}
